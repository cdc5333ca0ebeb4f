package homestretch.adapter.webchat;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the page.
 *
 * @param persona null: whoever sits at the machine itself, who may be any of the known few
 * @param scopes what somebody who is logged in may
 * @param secret of the session; null at the machine
 */
record Visitor(@Nullable Persona persona, List<Scope> scopes, @Nullable String secret) {
  static final Visitor AT_THE_MACHINE = new Visitor(null, List.of(), null);

  boolean sees(ChannelInfo channel) {
    return persona == null
        || scopes.stream()
            .anyMatch(
                s ->
                    s.covers(channel.campaignId())
                        && (!channel.isForAdministrators() || s.role() == Role.ADMINISTRATOR));
  }

  /** Whether somebody is logged in whom nothing is allowed yet. */
  boolean hasNoRights() {
    return persona != null && scopes.isEmpty();
  }
}
