package homestretch.core.campaign;

import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A drive with a start, a deadline and a time zone.
 *
 * @param countToday whether days left count today (spec: both ends included)
 * @param calendar the country whose work calendar counts, such as {@code CN}
 * @param sample marked as sample data wherever it is shown
 * @param yearFrom the first day of its year, such as a fiscal one; null: see {@link #yearStart}
 * @param revision grows with every change; the ETag
 */
public record Campaign(
    CampaignId id,
    String slug,
    Text name,
    LocalDate start,
    LocalDate deadline,
    ZoneId timezone,
    Language language,
    boolean countToday,
    String calendar,
    boolean sample,
    @Nullable LocalDate yearFrom,
    int revision) {
  /** A campaign whose year begins on 1 January of the deadline's year, or with itself. */
  public Campaign(
      CampaignId id,
      String slug,
      Text name,
      LocalDate start,
      LocalDate deadline,
      ZoneId timezone,
      Language language,
      boolean countToday,
      String calendar,
      boolean sample,
      int revision) {
    this(
        id,
        slug,
        name,
        start,
        deadline,
        timezone,
        language,
        countToday,
        calendar,
        sample,
        null,
        revision);
  }

  public Campaign {
    Code.slug("slug", slug);
    name = new Text(Code.name("name", name.zh()), Code.name("nameEn", name.en()));
    if (deadline.isBefore(start)) {
      throw new Fault.Invalid(
          "deadline",
          deadline,
          new Text("不早于开始日 " + start, "a date not before the start " + start));
    }
    if (yearFrom != null && (yearFrom.isAfter(start) || yearFrom.plusYears(2).isBefore(deadline))) {
      throw new Fault.Invalid(
          "yearFrom",
          yearFrom,
          new Text(
              "不晚于开始日 " + start + "、早于截止日不到两年的日期",
              "a date not after the start, " + start + ", and within two years of the deadline"));
    }
    for (LocalDate date : new LocalDate[] {start, deadline}) {
      if (date.getYear() < 1990 || date.getYear() > 2100) {
        throw new Fault.Invalid(
            date.equals(start) ? "start" : "deadline",
            date,
            new Text("1990 至 2100 年间的日期", "a date between the years 1990 and 2100"));
      }
    }
  }

  /** With the id that it will be stored with. */
  public Campaign numbered(CampaignId number) {
    return new Campaign(
        number,
        slug,
        name,
        start,
        deadline,
        timezone,
        language,
        countToday,
        calendar,
        sample,
        yearFrom,
        revision);
  }

  /**
   * The first day of the year that goals of a year are measured over (docs/scoring.md, "Time
   * progress"): as given, else 1 January of the deadline's year, or the start if that is earlier.
   */
  public LocalDate yearStart() {
    if (yearFrom != null) {
      return yearFrom;
    }
    LocalDate january = deadline.withDayOfYear(1);
    return start.isBefore(january) ? start : january;
  }

  /** Today's date where the campaign is. */
  public LocalDate today(Clock clock) {
    return LocalDate.now(clock.withZone(timezone));
  }

  /** The last instant of a day where the campaign is. */
  public Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(timezone).toInstant().minusMillis(1);
  }
}
