package homestretch.core.delivery;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.WorkCalendar;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.schedule.Schedules;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators, a month ahead, of a year that a drive with schedules comes into and whose
 * work calendar is not known; and that it is well once the calendar was given.
 */
public final class CalendarWatch {
  private static final Logger log = LoggerFactory.getLogger(CalendarWatch.class);

  private static final Pattern SUBJECT = Pattern.compile("calendar/(.*)/(\\d{4})");

  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Schedules schedules;
  private final WorkCalendars calendars;
  private final Notices notices;
  private final Clock clock;

  public CalendarWatch(
      Transactions transactions,
      Campaigns campaigns,
      Schedules schedules,
      WorkCalendars calendars,
      Notices notices,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.schedules = schedules;
    this.calendars = calendars;
    this.notices = notices;
    this.clock = clock;
  }

  /** Cheap while all is well: no write unless something has changed. */
  public void look() {
    Instant now = clock.instant();
    List<Notice> open =
        transactions.read(() -> notices.list(true, Long.MAX_VALUE, Integer.MAX_VALUE));
    for (Notice notice : open) {
      Matcher subject = SUBJECT.matcher(notice.subject());
      if (subject.matches()
          && calendars.of(subject.group(1)).years().contains(Integer.valueOf(subject.group(2)))) {
        transactions.writeAll(() -> notices.resolve(notice.subject(), now));
      }
    }
    Set<Campaign> driven =
        transactions.read(
            () ->
                schedules.list(0, Integer.MAX_VALUE).stream()
                    .map(s -> campaigns.get(s.campaign()))
                    .collect(Collectors.toSet()));
    driven.forEach(campaign -> look(campaign, open, now));
  }

  private void look(Campaign campaign, List<Notice> open, Instant now) {
    LocalDate today = campaign.today(clock);
    // The results are posted the day after the deadline.
    LocalDate last = campaign.deadline().plusDays(1);
    LocalDate ahead = today.plusMonths(1).isAfter(last) ? last : today.plusMonths(1);
    if (today.isAfter(last) || ahead.isBefore(campaign.start())) {
      return;
    }
    WorkCalendar calendar = calendars.of(campaign.calendar());
    Set<Integer> missing = new TreeSet<>();
    for (LocalDate day : new LocalDate[] {today, ahead}) {
      if (!calendar.knows(day)) {
        missing.add(day.getYear());
      }
    }
    for (int year : missing) {
      String subject = "calendar/" + campaign.calendar() + "/" + year;
      if (open.stream()
          .anyMatch(n -> n.campaign().equals(campaign.id()) && n.subject().equals(subject))) {
        continue;
      }
      Text text =
          new Text(
              "战役“"
                  + campaign.name().zh()
                  + "”即将用到 "
                  + year
                  + " 年工作日历（"
                  + campaign.calendar()
                  + "），尚未录入：剩余工作日无法计算，“仅工作日”的播报将按各计划的设定处理。请用 PUT /api/v1/calendars/"
                  + campaign.calendar()
                  + "/"
                  + year
                  + " 录入。",
              "The drive “"
                  + campaign.name().en()
                  + "” comes into "
                  + year
                  + ", whose work calendar ("
                  + campaign.calendar()
                  + ") is not known: working days left are unavailable, and schedules for working"
                  + " days fall back as they say. Please PUT /api/v1/calendars/"
                  + campaign.calendar()
                  + "/"
                  + year
                  + ".");
      if (transactions.write(() -> notices.raise(campaign.id(), subject, text, now))) {
        log.warn("{}", text.en());
      }
    }
  }
}
