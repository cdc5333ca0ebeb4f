package homestretch.core.exchange.staged;

import homestretch.core.campaign.CampaignId;
import homestretch.core.score.Adjustment;
import homestretch.core.score.Adjustments;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link Adjustments} as read, with those that an import adds. */
final class StagedAdjustments implements Adjustments {
  private final List<Adjustment> all;
  private final List<Adjustment> added = new ArrayList<>();

  StagedAdjustments(List<Adjustment> all) {
    this.all = new ArrayList<>(all);
  }

  void store(CampaignId campaign, Adjustments into) {
    into.addAll(campaign, added);
  }

  List<Adjustment> added() {
    return added;
  }

  @Override
  public Adjustment add(CampaignId campaign, Adjustment adjustment) {
    added.add(adjustment);
    all.add(adjustment);
    return adjustment;
  }

  @Override
  public List<Adjustment> all(CampaignId campaign) {
    return List.copyOf(all);
  }

  @Override
  public void addAll(CampaignId campaign, List<Adjustment> adjustments) {
    throw InMemory.notAsked();
  }

  @Override
  public boolean withdraw(CampaignId campaign, long id, Adjustment.Withdrawal withdrawal) {
    throw InMemory.notAsked();
  }

  @Override
  public Optional<Adjustment> find(CampaignId campaign, long id) {
    throw InMemory.notAsked();
  }

  @Override
  public List<Adjustment> on(CampaignId campaign, LocalDate day, @Nullable Instant known) {
    throw InMemory.notAsked();
  }
}
