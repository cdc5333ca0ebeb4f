package homestretch.core.department;

import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A unit that reports.
 *
 * @param league the one it belongs to last; a board of an earlier day may know another
 * @param lead who answers for it, may be empty
 * @param parent the code of the department above it, may be empty
 * @param shortName for a phone's narrow columns; empty: the name serves
 * @param inTotals false: it answers for figures that others report in parts, and is in no total
 * @param from the first day on which it counts; null: the campaign's
 * @param until the last day on which it counts; null: for as long as the campaign
 * @param successor with which its figures go on after {@code until}; null: it has none
 */
public record Department(
    DepartmentId id,
    CampaignId campaign,
    LeagueId league,
    String code,
    Text name,
    String lead,
    String parent,
    String shortName,
    boolean inTotals,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable DepartmentId successor,
    int position,
    int revision) {
  public Department {
    code = Code.code("code", code);
    name = new Text(Code.name("name", name.zh()), Code.name("nameEn", name.en()));
    lead = Code.oneLine(Code.text(lead));
    parent = Code.oneLine(Code.text(parent));
    if (!shortName.isEmpty()) {
      shortName = Code.name("shortName", shortName);
    }
    if (from != null && until != null && until.isBefore(from)) {
      throw new Fault.Invalid("until", until, new Text("不早于 " + from, "a date not before " + from));
    }
    if (successor != null && until == null) {
      throw new Fault.Invalid(
          "until", "", new Text("并入之前的最后一天", "the last day before it is merged"));
    }
  }

  /** A department that counts for as long as its campaign, in all totals. */
  public Department(
      DepartmentId id,
      CampaignId campaign,
      LeagueId league,
      String code,
      Text name,
      String lead,
      String parent,
      int position,
      int revision) {
    this(
        id, campaign, league, code, name, lead, parent, "", true, null, null, null, position,
        revision);
  }

  /** As it is stored: with an id and the revision that a change names. */
  public Department stored(DepartmentId as, CampaignId of, String codeThere, int revisionThere) {
    return new Department(
        as,
        of,
        league,
        codeThere,
        name,
        lead,
        parent,
        shortName,
        inTotals,
        from,
        until,
        successor,
        position,
        revisionThere);
  }

  /** In another league. */
  public Department in(LeagueId other) {
    return new Department(
        id, campaign, other, code, name, lead, parent, shortName, inTotals, from, until, successor,
        position, revision);
  }

  /** With its short name, and whether it is in totals. */
  public Department shown(String otherShortName, boolean counted) {
    return new Department(
        id,
        campaign,
        league,
        code,
        name,
        lead,
        parent,
        otherShortName,
        counted,
        from,
        until,
        successor,
        position,
        revision);
  }

  /** Counting from one day to another, both included, and then going on as another. */
  public Department counting(
      @Nullable LocalDate first, @Nullable LocalDate last, @Nullable DepartmentId then) {
    return new Department(
        id, campaign, league, code, name, lead, parent, shortName, inTotals, first, last, then,
        position, revision);
  }

  /** Whether it counts on a day. */
  public boolean countsOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
  }

  /** Whether its figures go on as another's on a day. */
  public boolean isMergedOn(LocalDate day) {
    return successor != null && until != null && day.isAfter(until);
  }

  /** The short name where there is one. */
  public Text shortest() {
    return shortName.isEmpty() ? name : new Text(shortName, name.en());
  }
}
