package homestretch.core.goal;

import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Goals that weigh together (一级指标): goals → sections → score.
 *
 * @param weight beside the other sections and the goals that stand in none, above 0; null: that of
 *     its goals together
 * @param from the first day on which it and its goals count; null: the campaign's
 * @param until the last day on which they count; null: for as long as the campaign
 */
public record Section(
    SectionId id,
    CampaignId campaign,
    String code,
    Text name,
    @Nullable BigDecimal weight,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    int position,
    int revision) {
  public Section {
    code = Code.code("code", code);
    name = new Text(Code.name("name", name.zh()), Code.name("nameEn", name.en()));
    if (weight != null && weight.signum() <= 0) {
      throw new Fault.Invalid(
          "weight",
          weight.toPlainString(),
          new Text("大于 0 的数，或不填", "a number above 0, or nothing"));
    }
    if (from != null && until != null && until.isBefore(from)) {
      throw new Fault.Invalid("until", until, new Text("不早于 " + from, "a date not before " + from));
    }
  }

  /**
   * The section as it is stored: of a campaign, with an id and the revision that a change names.
   */
  public Section stored(SectionId as, CampaignId of, String codeThere, int revisionThere) {
    return new Section(as, of, codeThere, name, weight, from, until, position, revisionThere);
  }

  /** The section counting from one day to another, both included; null: as the campaign. */
  public Section counting(@Nullable LocalDate first, @Nullable LocalDate last) {
    return new Section(id, campaign, code, name, weight, first, last, position, revision);
  }

  /** The section with another weight. */
  public Section weighed(BigDecimal other) {
    return new Section(id, campaign, code, name, other, from, until, position, revision);
  }

  /** Whether it counts on a day. */
  public boolean countsOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
  }
}
