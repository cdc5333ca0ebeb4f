package homestretch.core.exchange.staged;

import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Closings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the campaign stood closed when it was read. */
record StagedClosings(@Nullable Closing closing) implements Closings {
  @Override
  public Optional<Closing> standing(CampaignId campaign) {
    return Optional.ofNullable(closing);
  }

  @Override
  public void hold(CampaignId campaign) {
    // Nobody else is here; it is held when all is stored.
  }

  @Override
  public List<Closing> all(CampaignId campaign) {
    throw InMemory.notAsked();
  }

  @Override
  public Closing add(Closing added) {
    throw InMemory.notAsked();
  }

  @Override
  public void finish(Closing finished, String board) {
    throw InMemory.notAsked();
  }

  @Override
  public void reopen(Closing reopened) {
    throw InMemory.notAsked();
  }

  @Override
  public Optional<String> board(CampaignId campaign, int version) {
    throw InMemory.notAsked();
  }
}
