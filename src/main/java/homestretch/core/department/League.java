package homestretch.core.department;

import homestretch.core.campaign.CampaignId;
import homestretch.core.store.Code;
import homestretch.core.text.Text;

/** Units that may fairly be compared; ranks exist only inside a league. */
public record League(
    LeagueId id, CampaignId campaign, String code, Text name, int position, int revision) {
  public League {
    code = Code.code("code", code);
    name = new Text(Code.name("name", name.zh()), Code.name("nameEn", name.en()));
  }
}
