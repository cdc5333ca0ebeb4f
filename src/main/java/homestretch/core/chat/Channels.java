package homestretch.core.chat;

import homestretch.core.campaign.CampaignId;
import java.util.List;
import java.util.Optional;

/** Channels (port). */
public interface Channels {
  Channel add(Channel channel);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean change(Channel channel);

  Optional<Channel> find(ChannelId id);

  Optional<Channel> at(Address address);

  List<Channel> ofCampaign(CampaignId campaign);

  /** By id, after the given one. */
  List<Channel> list(long after, int limit);
}
