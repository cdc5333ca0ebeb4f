package homestretch.core.calendar;

import homestretch.core.text.Text;
import homestretch.core.text.Words;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the State Council's yearly notice (国务院办公厅关于…年部分节假日安排的通知) as it is pasted:
 * 元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 Weekdays and the number of days that it names are checked
 * against its dates; a sentence with a date that says neither off nor worked is refused.
 */
final class HolidayNotice {
  private static final int LONGEST_HOLIDAY_DAYS = 31;
  private static final String NAMES = "元旦|春节|除夕|清明节?|五一|劳动节|端午节?|中秋节?|国庆节?|抗战胜利纪念日|元宵节?";
  private static final Pattern NAME = Pattern.compile("(?:" + NAMES + ")");
  private static final String WEEKDAY = "(?:«(.)»|\\s*(?:星期|周)([一二三四五六日天]))?";
  private static final String TO = "\\s*(?:至|到|—+|–|-{1,2}|~)\\s*";

  /** 1: year, 2: month, 3: day, 4, 5: weekday; 6–10: the same of the end of a span. */
  private static final String DATE =
      "(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})(?:[日号]"
          + WEEKDAY
          + "|(?="
          + TO
          + "(?:\\d{1,2}月)?\\d{1,2}[日号]))(?:"
          + TO
          + "(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})[日号]"
          + WEEKDAY
          + ")?";

  /** 11: worked, 12: rest days that move to other days, 13: off, 14: a number of days. */
  private static final Pattern TOKEN =
      Pattern.compile(
          DATE
              + "|(不放假|不休息|上班|补班|工作日)"
              + "|((?:[一二两三四五]个)?公休日?(?:分别)?调(?:至|到|为))"
              + "|(放假|补休|公休|休息|休假|假期|法定(?:节)?假日)"
              + "|(?:共|共计|总计|合计)\\s*(\\d{1,2})\\s*天");

  private static final Pattern BEFORE_ITS_DATES =
      Pattern.compile("^(?:调休)?(?:时间|日期|安排|日)?\\s*[:为是].*");
  private static final Pattern WEEKDAY_WORDS = Pattern.compile("(?:星期|周)([一二三四五六日天])");
  private static final Pattern TITLE = Pattern.compile("(\\d{4})年(?:部分)?(?:节假日|放假)|现将(\\d{4})年");
  private static final Pattern ADVICE = Pattern.compile("鼓励|倡导|建议|可以|可结合");
  private static final Pattern ABOUT_THE_NOTICE =
      Pattern.compile("施行|印发|发布|通知|决定|^(?:\\d{4}年\\d{1,2}月\\d{1,2}日)$");
  private static final Pattern ONE = Pattern.compile("\\d{1,2}月\\d{1,2}[日号]?");
  private static final Pattern DAY = Pattern.compile("\\d{1,2}日");
  private static final Pattern SAYS = Pattern.compile("放假|上班|补班|补休|公休|休息|休假|假期");

  private final Reading reading;
  private final int year;
  private String name = "";

  /** The days that are off so far. */
  private final Set<LocalDate> off = new HashSet<>();

  /** The last day that was named of this holiday: its month and its year go on. */
  private @Nullable LocalDate lastNamed;

  private HolidayNotice(String source, int year) {
    reading = new Reading(source);
    this.year = year;
  }

  static boolean isOne(String text) {
    String plain = Words.halfWidth(text);
    return ONE.matcher(plain).find() && SAYS.matcher(plain).find();
  }

  /**
   * @param year the notice's; a December in its New Year's holiday is of the year before
   */
  static CalendarReading read(String source, String text, int year) {
    HolidayNotice notice = new HolidayNotice(source, year);
    int number = 0;
    for (String line : Reading.lines(source, text)) {
      number++;
      notice.line(number, line);
    }
    notice.reading.stopIfWrong();
    return CalendarReading.of(
        CalendarFormat.NOTICE, null, notice.reading.days, notice.reading.notRead);
  }

  private void line(int number, String raw) {
    String line = withoutBrackets(Words.trimmed(Words.halfWidth(raw)));
    Matcher title = TITLE.matcher(line);
    if (title.find()) {
      String named = title.group(1) == null ? title.group(2) : title.group(1);
      if (!named.equals(String.valueOf(year))) {
        reading.wrong(number, raw, new Text(year + " 年的通知", "the notice for " + year));
      }
    }
    // A list pasted as one line: the next holiday begins a sentence too.
    String sentences =
        line.replaceAll(
                "(?<=[班天休假息日])[\\s,]*(?=(?:[一二三四五六七八九十]{1,3}、)?(?:" + NAMES + ")[^\\d。:]{0,8}:)",
                "。")
            .replaceAll("(?<=[班天休假息])\\s*(?=[一二三四五六七八九十]{1,3}、)", "。");
    for (String sentence : sentences.split("[。;!]")) {
      if (!sentence.isBlank()) {
        sentence(number, sentence.strip());
      }
    }
  }

  /** Of what stands in brackets the weekday alone: 2月15日（农历腊月二十八、周日） is 2月15日«日». */
  private static String withoutBrackets(String line) {
    return Pattern.compile("[(\\[【]([^()\\[\\]【】]*)[)\\]】]")
        .matcher(line)
        .replaceAll(
            inside -> {
              Matcher weekday = WEEKDAY_WORDS.matcher(inside.group(1));
              return weekday.find() ? "«" + weekday.group(1) + "»" : "";
            });
  }

  private void sentence(int number, String sentence) {
    boolean heading = heading(sentence);
    List<LocalDate> pending = new ArrayList<>();
    Set<LocalDate> offHere = new LinkedHashSet<>();
    Boolean ahead = null;
    Boolean lastSaid = null;
    if (ADVICE.matcher(sentence).find() || ABOUT_THE_NOTICE.matcher(sentence).find()) {
      if (ONE.matcher(sentence).find()) {
        reading.notRead.add(sentence.replaceAll("«.»", ""));
      }
      return;
    }
    if (!ONE.matcher(sentence).find() && !(lastNamed != null && DAY.matcher(sentence).find())) {
      // A document's number (国办发明电〔2025〕7号) is no date; a holiday without one is a fault.
      if (heading) {
        noDates(number, sentence);
      }
      return;
    }
    boolean moved = false;
    int end = 0;
    Matcher token = TOKEN.matcher(sentence);
    while (token.find()) {
      if (moved && !pending.isEmpty() && sentence.substring(end, token.start()).contains(",")) {
        take(number, sentence, pending, false, offHere);
        ahead = null;
        moved = false;
      }
      end = token.end();
      if (token.group(3) != null) {
        List<LocalDate> span = span(number, sentence, token.toMatchResult(), pending);
        if (span == null) {
          return;
        }
        pending.addAll(span);
      } else if (token.group(14) != null) {
        take(number, sentence, pending, ahead == null ? lastSaid : ahead, offHere);
        count(number, sentence, token.group(), Integer.parseInt(token.group(14)), offHere);
      } else if (token.group(12) != null) {
        // 12月29日公休日调至12月31日: the first is worked, unless it is a holiday itself.
        pending.removeAll(off);
        take(number, sentence, pending, true, offHere);
        ahead = false;
        moved = true;
      } else {
        boolean worked = token.group(11) != null;
        if (BEFORE_ITS_DATES.matcher(sentence.substring(token.end())).matches()) {
          if (!pending.isEmpty() && !take(number, sentence, pending, ahead, offHere)) {
            return;
          }
          ahead = worked;
        } else if (pending.isEmpty()) {
          lastSaid = worked;
        } else {
          String before = sentence.substring(0, token.start());
          if (worked
              && before.matches(".*(?:正常|恢复|起|开始)\\s*$")
              && pending.stream().noneMatch(HolidayNotice::isWeekend)) {
            // The first working day after the holiday is a working day anyway.
            pending.clear();
          }
          take(number, sentence, pending, worked, offHere);
          ahead = null;
        }
      }
    }
    if (!pending.isEmpty()) {
      take(number, sentence, pending, ahead == null ? lastSaid : ahead, offHere);
    }
  }

  private void noDates(int number, String sentence) {
    reading.wrong(
        number,
        sentence,
        new Text("放假或上班的日期，如 1月1日至3日放假", "dates that are off or worked, such as 1月1日至3日放假"));
  }

  /** Whether the sentence begins with a holiday's name, which then counts for what follows. */
  private boolean heading(String sentence) {
    Matcher date = ONE.matcher(sentence);
    String before = date.find() ? sentence.substring(0, date.start()) : sentence;
    before = before.replaceAll("\\d{4}年$", "");
    List<String> names = NAME.matcher(before).results().map(MatchResult::group).toList();
    boolean colon = before.matches(".{1,40}:.*");
    if (names.isEmpty()) {
      if (colon) {
        String bare =
            before
                .substring(0, before.indexOf(':'))
                .replaceFirst("^\\s*(?:[一二三四五六七八九十]{1,3}|\\d{1,2})[、.]", "")
                .strip();
        if (!bare.isEmpty()
            && !SAYS.matcher(bare).find()
            && bare.codePointCount(0, bare.length()) <= 20) {
          name = bare;
          lastNamed = null;
          return true;
        }
      }
      return false;
    }
    name = String.join("、", names);
    lastNamed = null;
    return colon;
  }

  /**
   * The days of a date or a span.
   *
   * @param before days named just before, whose month goes on
   * @return null if there are no such days
   */
  private @Nullable List<LocalDate> span(
      int number, String sentence, MatchResult m, List<LocalDate> before) {
    LocalDate last = before.isEmpty() ? lastNamed : before.getLast();
    int month;
    int startYear;
    if (m.group(2) != null) {
      month = Integer.parseInt(m.group(2));
      startYear = m.group(1) != null ? Integer.parseInt(m.group(1)) : yearOf(month);
    } else if (last != null) {
      month = last.getMonthValue();
      startYear = m.group(1) != null ? Integer.parseInt(m.group(1)) : last.getYear();
    } else {
      return noDate(number, m.group());
    }
    LocalDate from;
    LocalDate to;
    try {
      from = LocalDate.of(startYear, month, Integer.parseInt(m.group(3)));
      to = from;
      if (m.group(8) != null) {
        int endMonth = m.group(7) == null ? month : Integer.parseInt(m.group(7));
        int endYear =
            m.group(6) != null
                ? Integer.parseInt(m.group(6))
                : endMonth < month ? startYear + 1 : startYear;
        to = LocalDate.of(endYear, endMonth, Integer.parseInt(m.group(8)));
      }
    } catch (DateTimeException e) {
      return noDate(number, m.group());
    }
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= LONGEST_HOLIDAY_DAYS) {
      return noDate(number, m.group());
    }
    boolean right = weekday(number, m.group(), from, m.group(4), m.group(5));
    right &= m.group(8) == null || weekday(number, m.group(), to, m.group(9), m.group(10));
    if (!right) {
      return null;
    }
    lastNamed = to;
    return from.datesUntil(to.plusDays(1)).toList();
  }

  /** Of a month without a year: December in the New Year's holiday is before the year begins. */
  private int yearOf(int month) {
    boolean before =
        name.contains("元旦") || reading.days.stream().anyMatch(d -> d.date().getYear() == year - 1);
    return month == 12 && before ? year - 1 : year;
  }

  private @Nullable List<LocalDate> noDate(int number, String written) {
    reading.wrong(
        number,
        written.replaceAll("«(.)»", "（周$1）"),
        new Text("存在的日期，如 10月1日至7日", "days that there are, such as 10月1日至7日"));
    return null;
  }

  private boolean weekday(
      int number, String written, LocalDate date, @Nullable String one, @Nullable String other) {
    String said = one == null ? other : one;
    if (said == null) {
      return true;
    }
    Optional<DayOfWeek> named = WeekDays.chinese(said.charAt(0));
    if (named.isPresent() && named.get() != date.getDayOfWeek()) {
      reading.wrong(
          number,
          written.replaceAll("«(.)»", "（周$1）"),
          new Text(
              WeekDays.zh(date.getDayOfWeek()) + "（" + date + "）",
              date + " is a " + WeekDays.code(date.getDayOfWeek())));
      return false;
    }
    return true;
  }

  /**
   * @param worked null: nothing was said of these days
   * @return false if nothing was said
   */
  private boolean take(
      int number,
      String sentence,
      List<LocalDate> pending,
      @Nullable Boolean worked,
      Set<LocalDate> offHere) {
    if (pending.isEmpty()) {
      return true;
    }
    if (worked == null) {
      pending.clear();
      reading.wrong(
          number,
          sentence.replaceAll("«(.)»", "（周$1）"),
          new Text("放假或上班，如 1月1日至3日放假", "off or worked: 放假 or 上班 after the dates"));
      return false;
    }
    for (LocalDate day : pending) {
      reading.add(number, day, worked, name.isEmpty() ? (worked ? "调休" : "假日") : name);
      if (!worked) {
        offHere.add(day);
        off.add(day);
      }
    }
    pending.clear();
    return true;
  }

  private void count(int number, String sentence, String written, int days, Set<LocalDate> here) {
    if (!here.isEmpty() && here.size() != days) {
      reading.wrong(
          number,
          sentence.replaceAll("«(.)»", "（周$1）"),
          new Text(
              "天数与日期一致：" + written + "，日期是 " + here.size() + " 天",
              "as many days as the dates are: " + written + ", the dates are " + here.size()));
    }
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
  }
}
