package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /算分} says of each scoring rule, in both languages. */
class RulesInChatTest {
  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");

  private static Running program;
  private static LocalDate day = LocalDate.of(2026, 11, 23);

  @BeforeAll
  static void start() {
    program = Running.with(CLOCK, Map.of("HOMESTRETCH_SAMPLE", "on"));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  /** From the next day on one goal by that rule; boards before stay as they were. */
  private static void rule(String goal, String rule) {
    rule(goal, rule, "full");
  }

  private static void rule(String goal, String rule, String disclosure) {
    day = day.plusDays(1);
    CLOCK.set(day + "T04:00:00Z");
    Rest.Answer set =
        program.put(
            "/api/v1/campaigns/sample-2026/scheme",
            """
            {"from": "%s", "reason": "r", "disclosure": "%s", "weights": [{"goal": "%s", "rule": %s}]}
            """
                .formatted(day, disclosure, goal, rule),
            "If-Match",
            program.get("/api/v1/campaigns/sample-2026/scheme").header("ETag"));
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  private static String said(String language, String line) {
    return said("admin", language, line);
  }

  private static String said(String person, String language, String line) {
    Rest.Answer answer =
        program.post(
            "/chat/command",
            new ObjectMapper()
                .createObjectNode()
                .put("person", person)
                .put(
                    "channel", program.get("/chat/state").json().at("/channels/0/address").asText())
                .put("language", language)
                .put("line", line)
                .toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    StringBuilder lines = new StringBuilder();
    answer
        .json()
        .findValues("lines")
        .forEach(block -> block.forEach(each -> lines.append(each.asText()).append('\n')));
    return lines.toString();
  }

  @Test
  void efficacy_is_reckoned_step_by_step_in_both_languages() {
    rule("GBR", "{\"type\": \"efficacy\"}");
    assertThat(said("zh-CN", "/算分 单位:LJ 指标:GBR"))
        .contains("计入总体完成率（超额部分封顶）：")
        .contains("实际值在本组最差和最好（8 个单位）：8.15 至 84.13\n")
        .contains(
            "功效系数得分＝60＋40×（本单位−最差）÷（最好−最差），0–100 以内："
                + "60 + 40 × (56.81 − 8.15) ÷ (84.13 − 8.15) = 85.6172677020… → 85.62 分\n");
    assertThat(said("en", "/explain department:LJ goal:GBR"))
        .contains("Worst and best value of the league (8 units): 8.15 to 84.13\n")
        .contains(
            "Efficacy = 60 + 40 × (own − worst) ÷ (best − worst), within 0 and 100: "
                + "60 + 40 × (56.81 − 8.15) ÷ (84.13 − 8.15) = 85.6172677020… → 85.62 points\n");
    assertThat(said("zh-CN", "/指标")).contains("一般公共预算收入（权重 20，计分：功效系数）");
    assertThat(said("en", "/goals"))
        .contains("General public budget revenue (weight 20, scored: efficacy)");
    // From there to the score, and what is not known of the next rank.
    assertThat(said("zh-CN", "/算分 单位:LJ"))
        .contains("一般公共预算收入：85.62 分\n")
        .contains("得分＝Σ权重×指标得分÷Σ权重：(20 × 85.6172677020… + 20 × ");
    assertThat(said("zh-CN", "/进度 单位:LJ")).contains("（在一般公共预算收入");
  }

  @Test
  void what_was_due_a_table_ranks_and_the_mean_are_reckoned_step_by_step() {
    rule("GBR", "{\"type\": \"due\"}");
    assertThat(said("zh-CN", "/算分 单位:LJ 指标:GBR"))
        .contains(
            "指标得分＝计入完成率÷应完成（不超过封顶）："
                + "min(83.5441176470… ÷ 83.2876712328… × 100, 100) = 100 → 100.00 分\n");
    rule(
        "GBR",
        """
        {"type": "table", "bands": [{"at": 100, "points": 100}, {"at": 90, "points": 75},
         {"at": 80, "points": 50}]}\
        """);
    assertThat(said("zh-CN", "/算分 单位:LJ 指标:GBR"))
        .contains("完成率（按显示值）：83.54\n分档得分：完成率 ≥ 100 得 100，≥ 90 得 75，≥ 80 得 50，不到得 0：50.00 分\n");
    assertThat(said("en", "/explain department:LJ goal:GBR"))
        .contains(
            "Points of the band reached: completion ≥ 100 gives 100, ≥ 90 gives 75, ≥ 80 gives 50,"
                + " short of that 0: 50.00 points\n");
    rule(
        "GBR",
        """
        {"type": "table", "mode": "linear", "bands": [{"at": 60, "points": 60},
         {"at": 100, "points": 90}], "beyond": {"every": 10, "points": 1}}\
        """);
    assertThat(said("zh-CN", "/算分 单位:LJ 指标:GBR"))
        .contains(
            "分档得分（两档之间按比例）：完成率 ≥ 100 得 90，≥ 60 得 60，不到得 0，再每多 10 加 1 分，至多 100："
                + "60 + (90 − 60) × (83.54 − 60) ÷ (100 − 60) = 77.655 → 77.66 分\n");
    rule("GBR", "{\"type\": \"rank\", \"step\": 5}");
    assertThat(said("zh-CN", "/算分 单位:LJ 指标:GBR"))
        .contains("完成率在本组的名次（显示值相同的名次相同、得分相同）：83.54 → 第 2 名，共 8 个单位\n")
        .contains("名次得分＝100−5×（名次−1），不低于 0：max(0, 100 − 5 × (2 − 1)) = 95 → 95.00 分\n");
    assertThat(said("en", "/explain department:LJ goal:GBR"))
        .contains(
            "Rank in the league by completion; equal shown figures have the same rank and points:"
                + " 83.54 → 2 of 8\n");
    rule("GBR", "{\"type\": \"relative\", \"base\": 80, \"step\": 2, \"least\": 60}");
    assertThat(said("zh-CN", "/算分 单位:LJ 指标:GBR"))
        .contains("本组完成率平均＝Σ目标×完成率÷Σ目标（8 个单位）：31313.81 ÷ 373.5 = 83.8388487282… → 83.84\n")
        .contains("优于平均＝本单位−平均（按显示值相减）：83.54 − 83.84 = −0.3 → −0.30\n")
        .contains("指标得分＝80＋2×优于平均，60–100 以内：min(100, max(60, 80 + 2 × (−0.3))) = 79.4 → 79.40 分\n");
    assertThat(said("en", "/explain department:LJ goal:GBR"))
        .contains("Better than the mean = own − mean, as shown: 83.54 − 83.84 = −0.3 → −0.30\n");
    // A rule that changed is no performance: the board of the day says so.
    assertThat(said("zh-CN", "/排行榜")).contains("计分规则有变化；变动按现行规则重算旧榜");
  }

  @Test
  void a_reporter_of_a_board_that_is_not_public_is_told_no_figure_of_others() {
    rule("GBR", "{\"type\": \"efficacy\"}", "top");
    assertThat(said("reporter-1", "zh-CN", "/算分 指标:GBR"))
        .contains("实际值在本组最差和最好：本组最差、最好值按公开范围不列出\n")
        .containsPattern("功效系数得分＝60＋40×（本单位−最差）÷（最好−最差），0–100 以内：[0-9.]+ 分\n")
        .doesNotContain("8.15")
        .doesNotContain("84.13");
    assertThat(said("reporter-1", "en", "/explain goal:GBR"))
        .contains(
            "Worst and best value of the league: the worst and the best of the league are not"
                + " listed, as only the first of the board are public\n");
    assertThat(said("reporter-1", "zh-CN", "/算分"))
        .containsPattern("得分＝Σ权重×指标得分÷Σ权重：\\(20 × ≈[0-9]+\\.[0-9]{2} ")
        .doesNotContain("8.15");
    assertThat(said("admin", "zh-CN", "/算分 单位:LJ 指标:GBR")).contains("8.15 至 84.13");
    rule("GBR", "{\"type\": \"proportional\"}", "full");
  }
}
