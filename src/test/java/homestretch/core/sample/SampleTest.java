package homestretch.core.sample;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2027, 12, 31);

  @Test
  void on_every_day_of_four_years_the_figures_are_of_the_year_and_not_of_the_future() {
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      LocalDate today = day;
      List<SampleCity.Entry> entries = SampleCity.figures(today);
      assertThat(entries)
          .as("%s", today)
          .isNotEmpty()
          .allSatisfy(
              e -> {
                assertThat(e.asOf().getYear()).isEqualTo(today.getYear());
                assertThat(e.asOf()).isBeforeOrEqualTo(today);
                assertThat(e.figure().value()).isNotNegative();
                assertThat(e.figure().value().scale()).isLessThanOrEqualTo(2);
              });
      assertThat(SampleCity.figures(today)).isEqualTo(entries);
      assertThat(SampleCity.steps(today))
          .allSatisfy(
              step -> {
                assertThat(step.due().getYear()).isEqualTo(today.getYear());
                if (step.done() != null) {
                  assertThat(step.done()).isBeforeOrEqualTo(today);
                }
              });
      Map<String, Map<String, BigDecimal>> tied = new HashMap<>();
      entries.stream()
          .filter(e -> e.unit().equals("DL") || e.unit().equals("WH"))
          .forEach(
              e ->
                  tied.computeIfAbsent(e.goal() + e.asOf(), key -> new HashMap<>())
                      .put(e.unit(), e.figure().value()));
      assertThat(tied.values())
          .as("half of one is the other, %s", today)
          .allSatisfy(
              pair ->
                  assertThat(pair.get("DL"))
                      .isEqualByComparingTo(
                          Objects.requireNonNull(pair.get("WH")).multiply(BigDecimal.TWO)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "2025-01-01", "2026-07-01", "2027-12-31"})
  void whatever_day_it_is_started_on_the_city_is_complete(LocalDate today) {
    try (Running program = Running.with(new SettableClock(today + "T04:00:00Z"), Map.of())) {
      var board =
          program.get("/api/v1/campaigns/sample-" + today.getYear() + "/leaderboard").json();
      assertThat(board.get("rows")).hasSize(13);
      assertThat(board.get("unranked")).hasSize(1);
      assertThat(board.at("/unranked/0/department/code").asText()).isEqualTo("SWJ");
      Map<String, Integer> rankOf = new HashMap<>();
      Map<String, String> scoreOf = new HashMap<>();
      board
          .get("rows")
          .forEach(
              row -> {
                String code = row.at("/department/code").asText();
                rankOf.put(code, row.get("rank").asInt());
                scoreOf.put(code, row.get("score").asText());
              });
      assertThat(scoreOf.get("DL")).isEqualTo(scoreOf.get("WH"));
      assertThat(rankOf.get("DL")).isEqualTo(rankOf.get("WH"));
      assertThat(rankOf.get("GX")).isEqualTo(1);
    }
  }

  @Test
  void late_in_the_year_every_kind_of_goal_can_be_seen() {
    try (Running program = Running.with(new SettableClock("2026-11-23T04:00:00Z"), Map.of())) {
      String base = "/api/v1/campaigns/sample-2026";
      assertThat(program.get(base + "/goals").json().findValuesAsText("kind"))
          .contains("total", "level", "growth", "ratio", "milestones");
      assertThat(program.get(base + "/goals").json().findValuesAsText("direction"))
          .contains("down");
      assertThat(program.get(base + "/plans").json().at("/items/0/points")).hasSize(4);
      assertThat(program.get(base + "/adjustments").json().findValuesAsText("kind"))
          .containsExactly("bonus", "deduction");
      Map<String, Map<String, String>> stateOf = new HashMap<>();
      program
          .get(base + "/leaderboard?league=bureaus")
          .json()
          .get("rows")
          .forEach(
              row -> {
                Map<String, String> states = new HashMap<>();
                row.get("goals")
                    .forEach(g -> states.put(g.get("goal").asText(), g.get("state").asText()));
                stateOf.put(row.at("/department/code").asText(), states);
              });
      assertThat(stateOf.get("WLJ")).containsEntry("PRJ", "notApplicable");
      assertThat(stateOf.get("FGW")).containsEntry("MIL", "provisional");
      assertThat(stateOf.get("CZ")).containsEntry("TAX", "provisional");
    }
  }

  @Test
  void the_bridge_has_a_step_in_time_one_made_up_one_overdue_and_one_to_come() {
    LocalDate today = LocalDate.of(2026, 11, 23);
    List<SampleCity.Step> steps = SampleCity.steps(today);
    assertThat(steps.get(0).done()).isBeforeOrEqualTo(steps.get(0).due());
    assertThat(steps.get(1).done()).isAfter(steps.get(1).due());
    assertThat(steps.get(2).done()).isNull();
    assertThat(steps.get(2).due()).isBefore(today);
    assertThat(steps.get(3).due()).isAfter(today);
  }
}
