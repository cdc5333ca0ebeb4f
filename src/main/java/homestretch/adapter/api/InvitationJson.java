package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import homestretch.core.access.Invitation;
import homestretch.core.access.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A link by which somebody comes in, once. */
record InvitationJson(
    @Is(value = "Its number", example = "3", readOnly = true) @Nullable Long id,
    @Is(value = "Whom it is for", example = "王敏", required = true, as = Is.As.NAME)
        @Nullable String name,
    @Is(value = "What they will be allowed", example = "reporter", required = true)
        @Nullable Role role,
    @Is(
            value = "The campaigns that it is for; null or left out: all",
            example = "[\"city-2026\"]",
            nullable = true)
        @Nullable List<String> campaigns,
    @Is(value = "Whether it is for all campaigns, those to come too", example = "false")
        @Nullable Boolean allCampaigns,
    @Is(value = "The codes of the departments that a reporter's is for", example = "[\"GBR\"]")
        @Nullable List<String> departments,
    @Is(
            value = "The codes of the leagues that a reviewer's is for; none: all",
            example = "[\"DISTRICTS\"]")
        @Nullable List<String> leagues,
    @Is(
            value = "The codes of the goals that a reviewer's is for; none: all",
            example = "[\"INVEST\"]")
        @Nullable List<String> goals,
    @Is(
            value = "The id of whom it lets in again, on another device or after a log-out",
            example = "u4fK2mP9xQ7aB",
            longest = 64,
            nullable = true,
            as = Is.As.SAID)
        @Nullable String person,
    @Is(value = "When the link ends; in a week if left out", example = "2026-12-03T00:00:00Z")
        @Nullable Instant expiresAt,
    @Is(value = "What has become of it", readOnly = true, example = "open")
        Invitation.@Nullable State state,
    @Is(value = "Who made it", example = "administrator", readOnly = true) @Nullable String madeBy,
    @Is(value = "When it was made", readOnly = true) @Nullable Instant madeAt,
    @Is(
            value = "The link's secret, shown this once",
            example = "hi_5f3c…",
            readOnly = true,
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret,
    @Is(
            value = "The link, shown this once; with /qr.svg behind it, its QR code as a picture",
            example = "http://127.0.0.1:7070/in/hi_5f3c…",
            readOnly = true,
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String link) {

  static InvitationJson of(
      Invitation i, ScopeJson scopes, Instant now, @Nullable String secret, @Nullable String link) {
    return new InvitationJson(
        i.id(),
        i.name(),
        i.scope().role(),
        scopes.slugs(i.scope()),
        i.scope().campaigns() == null,
        ScopeJson.departments(i.scope()),
        ScopeJson.sorted(i.scope().leagues()),
        ScopeJson.sorted(i.scope().goals()),
        i.person(),
        i.expiresAt(),
        i.state(now),
        i.madeBy(),
        i.madeAt(),
        secret,
        link);
  }
}
