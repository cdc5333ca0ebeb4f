package homestretch.core.goal;

import homestretch.core.campaign.CampaignId;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Map;

/** In which sections goals stand (port). */
public interface Sections {
  Section addSection(Section section);

  /**
   * @return false if the revision is not the stored one any more
   */
  boolean changeSection(Section section);

  /** Adds many, with the ids that they have. */
  void addSections(List<Section> sections);

  /** In the order of position, code. */
  List<Section> sections(CampaignId campaign);

  /** What there is of a section, kind by kind; nothing of what there is none. */
  Map<Text, Long> usesOfSection(SectionId section);

  void removeSection(CampaignId campaign, SectionId section);
}
