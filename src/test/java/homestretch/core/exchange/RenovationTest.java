package homestretch.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.board.BoardPost;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.goal.Goal;
import homestretch.core.text.Figures;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Tables;
import homestretch.testing.World;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The renovation tables of the ministry (src/test/resources/renovation), imported as they are, one
 * campaign a year; held against the same sums done from the files alone.
 */
class RenovationTest {
  /** Where they come from, and under which terms, stands beside them in SOURCES.md. */
  private static final Path DATA = Databases.HOME.resolve("src/test/resources/renovation");

  private static World world;

  @BeforeAll
  static void open() {
    world = new World(Databases.SQLITE);
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void the_folder_as_it_is_fills_one_campaign_with_every_unit_goal_and_figure() {
    Imported imported =
        world.imports.load(
            campaign("all-in-one", 2022, 2025),
            Tables.folder(DATA),
            Tables.options(Set.of(), false),
            World.ACTOR);
    assertThat(imported.rows())
        .containsEntry("departments", 32)
        .containsEntry("goals", 4)
        .containsEntry("targets", 123)
        .containsEntry("target_revisions", 3)
        .containsEntry("reports", 178);
    assertThat(imported.ignored())
        .contains("goals.csv: year", "goals.csv: published_target", "target_basis.csv");
    Imported again =
        world.imports.load(
            world.campaigns.find("all-in-one"),
            Tables.folder(DATA),
            Tables.options(Set.of(), true),
            World.ACTOR);
    assertThat(again.added() + again.changed()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2022, OC2022, 2022-05-31",
    "2022, HH2022, 2022-05-31",
    "2022, OC2022, 2022-12-31",
    "2022, HH2022, 2022-12-31",
    "2023, OC2023, 2023-06-30",
    "2023, OC2023, 2023-09-30",
    "2024, OC2024, 2024-05-31"
  })
  void every_published_board_says_what_the_files_say(int year, String code, LocalDate on)
      throws IOException {
    Campaign campaign = loaded(year);
    Goal goal = world.goals.find(campaign, code);
    Map<String, BigDecimal> expected = completions(code, on);
    Leaderboard board = world.boards.on(campaign, on).leaderboard(null, goal);

    Map<String, BigDecimal> shown = new HashMap<>();
    board
        .rows()
        .forEach(r -> shown.put(r.department().code(), Figures.shownOrNull(r.completion())));
    assertThat(shown).isEqualTo(expected);
    assertThat(board.rows().size() + board.unranked().size()).isEqualTo(32);
    for (Standing row : board.rows()) {
      long better =
          board.rowsOf(row.league()).stream()
              .filter(r -> completion(r).compareTo(completion(row)) > 0)
              .count();
      assertThat(row.rank()).isEqualTo((int) better + 1);
    }
    for (Language language : Language.values()) {
      String post = BoardPost.published(board, language).toString();
      assertThat(post).contains(goal.name().in(language));
      board.unranked().forEach(r -> assertThat(post).contains(r.department().name().in(language)));
    }
  }

  @Test
  void at_the_end_of_2022_all_but_tibet_had_started_what_was_planned() throws IOException {
    Campaign campaign = loaded(2022);
    Goal goal = world.goals.find(campaign, "OC2022");
    Leaderboard board =
        world.boards.on(campaign, LocalDate.of(2022, 12, 31)).leaderboard(null, goal);
    assertThat(board.rows()).hasSize(30);
    List<Standing> below =
        board.rows().stream().filter(r -> completion(r).compareTo(Figures.HUNDRED) < 0).toList();
    // 27 of 31 communities, by hand.
    assertThat(below).hasSize(1);
    assertThat(below.getFirst().department().name().zh()).isEqualTo("西藏");
    assertThat(completion(below.getFirst())).isEqualTo("87.10");
    // Xinjiang has a target and no figure; the Corps no target either.
    assertThat(board.unranked())
        .extracting(r -> r.department().code() + " " + r.goals().getFirst().state())
        .containsExactly("BT NOT_APPLICABLE", "XJ UNREPORTED");
  }

  @Test
  void the_board_of_may_2022_counts_with_the_targets_of_may() throws IOException {
    Campaign campaign = loaded(2022);
    Goal households = world.goals.find(campaign, "HH2022");
    LocalDate may = LocalDate.of(2022, 5, 31);
    Leaderboard board = world.boards.on(campaign, may).leaderboard(null, households);
    assertThat(board.rows()).hasSize(11);
    assertThat(target(board, "BJ")).isEqualTo("20.84");
    assertThat(target(board, "NX")).isEqualTo("5.10");
    // 14.14 of 20.84 and 3.23 of 5.10 (10,000 households), by hand.
    assertThat(completion(board, "BJ")).isEqualTo("67.85");
    assertThat(completion(board, "NX")).isEqualTo("63.33");
    assertThat(board.unranked()).hasSize(21);
    assertThat(BoardPost.published(board, Language.ZH).toString()).contains("未报");
    assertThat(BoardPost.published(board, Language.EN).toString()).contains("Not reported");

    Leaderboard june = world.boards.on(campaign, may.plusDays(1)).leaderboard(null, households);
    assertThat(target(june, "BJ")).isEqualTo("21.30");
    assertThat(target(june, "NX")).isEqualTo("4.35");
    Goal communities = world.goals.find(campaign, "OC2022");
    assertThat(target(world.boards.on(campaign, may).leaderboard(null, communities), "NX"))
        .isEqualTo("374");
  }

  private static Campaign campaign(String slug, int year) {
    return campaign(slug, year, year);
  }

  private static Campaign campaign(String slug, int year, int last) {
    return new Campaign(
        new CampaignId(0),
        slug,
        new Text("老旧小区改造 " + year, "Renovation " + year),
        LocalDate.of(year, 1, 1),
        LocalDate.of(last, 12, 31),
        ZoneId.of("Asia/Shanghai"),
        Language.ZH,
        true,
        "CN",
        false,
        0);
  }

  /** The goals of one year alone, as {@code --only-goals} takes them. */
  private static Campaign loaded(int year) throws IOException {
    String slug = "renovation-" + year;
    if (world.campaigns.list("", 10).stream().anyMatch(c -> c.slug().equals(slug))) {
      return world.campaigns.find(slug);
    }
    List<String> goals =
        rows("goals.csv").stream()
            .filter(row -> String.valueOf(year).equals(row.get("year")))
            .map(row -> row.get("code"))
            .toList();
    world.imports.load(
        campaign(slug, year),
        Tables.folder(DATA),
        Tables.options(Set.copyOf(goals), false),
        World.ACTOR);
    return world.campaigns.find(slug);
  }

  private static BigDecimal completion(Standing row) {
    return Objects.requireNonNull(row.completion()).shown();
  }

  private static String target(Leaderboard board, String department) {
    return Objects.requireNonNull(cell(board, department).target()).amount().toPlainString();
  }

  private static String completion(Leaderboard board, String department) {
    return Objects.requireNonNull(cell(board, department).pace())
        .completion()
        .shown()
        .toPlainString();
  }

  private static GoalStanding cell(Leaderboard board, String department) {
    return board.rows().stream()
        .filter(r -> r.department().code().equals(department))
        .findFirst()
        .orElseThrow()
        .goals()
        .getFirst();
  }

  /** Figure / target in percent, from the files alone. */
  private static Map<String, BigDecimal> completions(String goal, LocalDate on) throws IOException {
    Map<String, BigDecimal> targets = new HashMap<>();
    for (Map<String, String> row : rows("targets.csv")) {
      if (goal.equals(row.get("goal"))) {
        targets.put(row.get("department"), new BigDecimal(row.get("target")));
      }
    }
    for (Map<String, String> row : rows("target_revisions.csv")) {
      if (goal.equals(row.get("goal")) && !on.isAfter(LocalDate.parse(row.get("as_of")))) {
        targets.put(row.get("department"), new BigDecimal(row.get("target_then")));
      }
    }
    Map<String, BigDecimal> completions = new HashMap<>();
    for (Map<String, String> row : rows("reports.csv")) {
      BigDecimal target = targets.get(row.get("department"));
      if (goal.equals(row.get("goal"))
          && on.toString().equals(row.get("as_of"))
          && target != null) {
        completions.put(
            row.get("department"),
            new BigDecimal(row.get("value"))
                .multiply(new BigDecimal(100))
                .divide(target, 2, RoundingMode.HALF_UP));
      }
    }
    return completions;
  }

  /** No cell of these files holds a comma, but for names that are not read here. */
  private static List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(DATA.resolve(file));
    List<String> header = Arrays.asList(lines.getFirst().split(","));
    return lines.stream()
        .skip(1)
        .map(line -> line.replaceAll("\"[^\"]*\"", "").split(",", -1))
        .map(
            cells -> {
              Map<String, String> row = new HashMap<>();
              for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), i < cells.length ? cells[i] : "");
              }
              return row;
            })
        .toList();
  }
}
