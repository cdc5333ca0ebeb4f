package homestretch.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.department.Department;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.goal.Plan;
import homestretch.core.score.Pace;
import homestretch.core.score.Scheme;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Exact;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Drive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example that docs/scoring.md gives a reader comes out as it says. */
class ScoringExamplesTest {
  private static final String ON = "2025-12-31";

  /** The rows below the table whose header begins so, each as its cells. */
  private static List<List<String>> rows(String header, int atLeast) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(Path.of("docs/scoring.md"))) {
      if (line.startsWith(header)) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && !line.startsWith("|---")) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("\\|", -1)) {
          cells.add(cell.strip());
        }
        rows.add(cells.subList(0, cells.size() - 1));
      }
    }
    assertThat(rows).as("examples below %s", header).hasSizeGreaterThanOrEqualTo(atLeast);
    return rows;
  }

  private static List<List<String>> differences() throws IOException {
    return rows("| completion | expected | deviation |", 3);
  }

  @ParameterizedTest
  @MethodSource("differences")
  void a_deviation_is_what_is_shown_minus_what_is_shown(List<String> row) {
    assertThat(Figures.points(percent(row.get(0)).shownMinus(percent(row.get(1)))))
        .isEqualTo(row.get(2));
  }

  private static Exact percent(String figure) {
    return Exact.of(new BigDecimal(figure)).shownWith(2);
  }

  private static List<List<String>> times() throws IOException {
    return rows("| start | deadline | yearFrom |", 4);
  }

  @ParameterizedTest
  @MethodSource("times")
  void time_progress_counts_both_ends(List<String> row) {
    Campaign campaign =
        new Campaign(
            new CampaignId(1),
            "drive",
            Text.same("drive"),
            LocalDate.parse(row.get(0)),
            LocalDate.parse(row.get(1)),
            ZoneId.of("Asia/Shanghai"),
            Language.ZH,
            true,
            "CN",
            false,
            row.get(2).isEmpty() ? null : LocalDate.parse(row.get(2)),
            1);
    LocalDate on = LocalDate.parse(row.get(3));
    LocalDate start = campaign.yearStart();
    assertThat(start.until(on, java.time.temporal.ChronoUnit.DAYS) + 1)
        .asString()
        .isEqualTo(row.get(4));
    assertThat(start.until(campaign.deadline(), java.time.temporal.ChronoUnit.DAYS) + 1)
        .asString()
        .isEqualTo(row.get(5));
    assertThat(
            Figures.shownOrNull(
                Countdown.of(campaign, new WorkCalendars().of("CN"), on).timeProgress()))
        .isEqualTo(row.get(6));
  }

  private static List<List<String>> lights() throws IOException {
    return rows("| deviation | light |", 4);
  }

  @ParameterizedTest
  @MethodSource("lights")
  void lights_follow_from_the_shown_deviation(List<String> row) {
    assertThat(Scheme.standard(LocalDate.EPOCH).light(number(row.get(0))))
        .hasToString(row.get(1).toUpperCase(Locale.ROOT));
  }

  private static BigDecimal number(String shown) {
    return new BigDecimal(shown.replace('−', '-').replace("±", "").replace("+", ""));
  }

  private static List<List<String>> completions() throws IOException {
    return rows("| kind | direction | cap | min |", 21);
  }

  @ParameterizedTest
  @MethodSource("completions")
  void completion_by_kind_direction_and_target(List<String> row) {
    Drive drive = new Drive(ON);
    String start = row.get(4);
    Goal goal =
        new Goal(
            new GoalId(1),
            drive.campaign.id(),
            "G1",
            Text.same("G1"),
            Text.same("unit"),
            GoalKind.of(row.get(0)),
            Direction.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
            BigDecimal.ONE,
            row.get(2).equals("none") ? null : new BigDecimal(row.get(2)),
            row.get(3).isEmpty() ? null : new BigDecimal(row.get(3)),
            start.isEmpty() ? Goal.Period.YEAR : Goal.Period.CAMPAIGN,
            Goal.DueEvery.NONE,
            0,
            10,
            1,
            1);
    drive.goals.add(goal);
    Department department = drive.department();
    drive.target(department, goal, row.get(5), start.isEmpty() ? null : start);
    drive.figure(department, goal, ON, row.get(6));
    GoalStanding standing = drive.standing(department).goals().getFirst();
    Pace pace = standing.pace();
    String said =
        switch (standing.state()) {
          case REPORTED, NO_CASES -> Objects.requireNonNull(pace).completion().shown().toString();
          case UNDEFINED -> "undefined";
          case NOTHING_ASKED, NOT_APPLICABLE -> "not applicable";
          case UNREPORTED, STALE -> "missing";
        };
    assertThat(said).isEqualTo(row.get(7));
    assertThat(pace == null ? "" : pace.credited().shown().toString()).isEqualTo(row.get(8));
  }

  private static List<List<String>> scores() throws IOException {
    return rows("| weights | completions |", 4);
  }

  @ParameterizedTest
  @MethodSource("scores")
  void a_department_is_scored_and_lit_by_what_is_credited(List<String> row) {
    Drive drive = new Drive(ON);
    Scheme standard = drive.scheme;
    drive.scheme =
        standard.with(
            standard.order(),
            standard.tieRule(),
            Scheme.Missing.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
            standard.disclosure());
    Department department = drive.department();
    String[] weights = row.get(0).split(" ");
    String[] completions = row.get(1).split(" ");
    for (int i = 0; i < weights.length; i++) {
      Goal goal =
          drive.goal(
              new GoalKind.Level(),
              Direction.UP,
              weights[i],
              row.get(2).equals("none") ? null : row.get(2),
              Goal.Period.YEAR,
              Goal.DueEvery.NONE,
              0);
      drive.target(department, goal, "100");
      drive.plans.add(
          new Plan(
              goal.id(),
              null,
              drive.campaign.start(),
              List.of(new Plan.Point(LocalDate.parse(ON), new BigDecimal(row.get(4)))),
              1));
      if (!completions[i].equals("–")) {
        drive.figure(department, goal, ON, completions[i]);
      }
    }
    Standing standing = drive.standing(department);
    assertThat(
            List.of(
                shown(standing.score()),
                shown(standing.coverage()),
                shown(standing.completion()),
                Figures.points(standing.deviation()),
                standing.light().name().toLowerCase(Locale.ROOT)))
        .isEqualTo(row.subList(5, 10));
  }

  private static String shown(@Nullable Exact figure) {
    return Objects.requireNonNull(figure).shown().toString();
  }

  private static List<List<String>> rules() throws IOException {
    return rows("| rule as written | completions | points |", 13);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_goal_gives_what_its_rule_says(List<String> row) {
    Drive drive = new Drive(ON);
    Goal goal = drive.goal(new GoalKind.Level());
    drive.scheme =
        drive.scheme.weighing(
            Map.of(
                goal.id(),
                new Scheme.Weighing(
                    goal.weight(),
                    goal.cap(),
                    null,
                    WrittenRule.read(row.get(0).replace("`", "")))));
    for (String completion : row.get(1).split(" ")) {
      Department department = drive.department();
      drive.target(department, goal, "100");
      drive.figure(department, goal, ON, completion);
    }
    Scorebook book = drive.book();
    assertThat(
            String.join(
                " ",
                drive.departments.stream()
                    .map(d -> shown(book.standing(d.id()).goals().getFirst().points()))
                    .toList()))
        .isEqualTo(row.get(2));
  }

  private static List<List<String>> ranks() throws IOException {
    return rows("| rule | ranks |", 3);
  }

  @ParameterizedTest
  @MethodSource("ranks")
  void what_reads_the_same_ranks_by_the_rule(List<String> row) {
    Drive drive = new Drive(ON);
    Scheme standard = drive.scheme;
    drive.scheme =
        standard.with(
            standard.order(),
            Scheme.TieRule.valueOf(row.get(0).replace("`", "").toUpperCase(Locale.ROOT)),
            standard.missing(),
            standard.disclosure());
    Goal goal = drive.goal(new GoalKind.Level());
    for (String completion : List.of("95.004", "95.001", "94.996", "90")) {
      Department department = drive.department();
      drive.target(department, goal, "100");
      drive.figure(department, goal, ON, completion);
    }
    assertThat(
            String.join(
                ", ",
                drive.book().leaderboard(null, null).rows().stream()
                    .map(r -> String.valueOf(r.rank()))
                    .toList()))
        .isEqualTo(row.get(1));
  }
}
