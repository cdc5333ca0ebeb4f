package homestretch.core.board;

import homestretch.core.text.Text;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which days a board's figures describe (数据截至).
 *
 * @param from the earliest as-of date among them: the day that all of them have reached
 * @param to the latest
 */
public record CutOff(LocalDate from, LocalDate to) {
  private static final DateTimeFormatter EN_DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  static @Nullable CutOff of(@Nullable LocalDate day) {
    return day == null ? null : new CutOff(day, day);
  }

  /** Over all that are known; null if none is. */
  static @Nullable CutOff over(Stream<@Nullable CutOff> all) {
    return all.filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .reduce(
            (one, other) ->
                new CutOff(
                    one.from.isBefore(other.from) ? one.from : other.from,
                    one.to.isAfter(other.to) ? one.to : other.to))
        .orElse(null);
  }

  /**
   * Of the figures of several units. A step is done on its day, which is no cut-off beside other
   * figures; where there are only steps, the days of those last done are all there is.
   */
  public static @Nullable CutOff of(Collection<Standing> standings) {
    CutOff figures = over(standings.stream().map(Standing::cutOff));
    return figures != null
        ? figures
        : over(
            standings.stream()
                .flatMap(s -> s.goals().stream())
                .filter(g -> g.pace() != null && !g.steps().isEmpty())
                .map(GoalStanding::report)
                .map(r -> of(r == null ? null : r.asOf())));
  }

  public boolean isOneDay() {
    return from.equals(to);
  }

  /** {@code 2026-10-31}, or {@code 2026-09-30 至 2026-10-31}. */
  public Text inFigures() {
    return isOneDay()
        ? Text.same(to.toString())
        : new Text(from + " 至 " + to, "from " + from + " to " + to);
  }

  /** As read aloud: {@code 2026 年 9 月 30 日至 2026 年 10 月 31 日}. */
  public Text inWords() {
    Text last = date(to);
    Text first = date(from);
    return isOneDay()
        ? last
        : new Text(first.zh() + "至 " + last.zh(), "from " + first.en() + " to " + last.en());
  }

  /** A date as read aloud. */
  public static Text date(LocalDate date) {
    return new Text(
        date.getYear() + " 年 " + date.getMonthValue() + " 月 " + date.getDayOfMonth() + " 日",
        EN_DATE.format(date));
  }
}
