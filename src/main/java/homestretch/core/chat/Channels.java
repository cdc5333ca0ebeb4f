package homestretch.core.chat;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Optional;

/** Channels (port). One that was removed is not found any more; its deliveries stay. */
public interface Channels {
  /** Stores a new one; at the address of one that was removed, that one comes back. */
  Channel add(Channel channel);

  /**
   * Everything but the campaign and the address.
   *
   * @return false if the revision is not the stored one any more
   */
  boolean change(Channel channel);

  /**
   * @return false if it is suspended already
   */
  boolean suspend(ChannelId id, Text reason);

  /** Takes it off every schedule, too. */
  void remove(ChannelId id);

  Optional<Channel> find(ChannelId id);

  Optional<Channel> at(Address address);

  List<Channel> ofCampaign(CampaignId campaign);

  /** By id, after the given one. */
  List<Channel> list(long after, int limit);
}
