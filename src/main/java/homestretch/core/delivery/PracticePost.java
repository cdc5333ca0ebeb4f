package homestretch.core.delivery;

import homestretch.core.campaign.CampaignId;
import homestretch.core.chat.Post;
import homestretch.core.text.Language;
import java.util.Optional;

/** What is posted of a practice (port). */
@FunctionalInterface
public interface PracticePost {
  /** Empty: it is not approved any more. */
  Optional<Post> of(CampaignId campaign, long practice, Language language);
}
