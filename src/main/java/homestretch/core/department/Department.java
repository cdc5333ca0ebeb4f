package homestretch.core.department;

import homestretch.core.campaign.CampaignId;
import homestretch.core.store.Code;
import homestretch.core.text.Text;

/**
 * A unit that reports.
 *
 * @param lead who answers for it, may be empty
 * @param parent the code of the department above it, may be empty
 */
public record Department(
    DepartmentId id,
    CampaignId campaign,
    LeagueId league,
    String code,
    Text name,
    String lead,
    String parent,
    int position,
    int revision) {
  public Department {
    Code.code("code", code);
    Code.name("name", name.zh());
    Code.name("nameEn", name.en());
  }
}
