package homestretch.core.exchange.staged;

import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.score.Scheme;
import homestretch.core.score.Schemes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Schemes} as read, with the versions that an import adds. */
final class StagedSchemes implements Schemes {
  private record Added(Scheme scheme, Actor actor) {}

  private final List<Scheme> versions;
  private final List<Added> added = new ArrayList<>();

  StagedSchemes(List<Scheme> versions) {
    this.versions = new ArrayList<>(versions);
  }

  void store(CampaignId campaign, Schemes into, Instant at) {
    added.forEach(each -> into.add(campaign, each.scheme(), each.actor(), at));
  }

  @Override
  public Scheme add(CampaignId campaign, Scheme s, Actor actor, Instant at) {
    Scheme scheme = s.numbered(versions.stream().mapToInt(Scheme::version).max().orElse(0) + 1);
    versions.add(scheme);
    added.add(new Added(scheme, actor));
    return scheme;
  }

  @Override
  public Scheme on(Campaign campaign, LocalDate day, @Nullable Instant known) {
    return versions.stream()
        .filter(s -> !s.from().isAfter(day))
        .reduce((earlier, later) -> later)
        .orElseGet(
            () -> versions.isEmpty() ? Scheme.standard(campaign.start()) : versions.getFirst());
  }

  @Override
  public List<Scheme> versions(CampaignId campaign) {
    return List.copyOf(versions);
  }
}
