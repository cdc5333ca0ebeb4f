package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.testing.Rest;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what in chat, command by command, and what is shown to whom. */
class CommandMatrixTest {
  private static final List<String> PEOPLE = List.of("reader", "reporter-1", "admin");

  /** + may, - is told that it is not theirs: reader, reporter, administrator. */
  private static final String MAY =
      """
      +++ countdown
      +++ leaderboard
      +++ progress department:LJ
      +++ explain department:LJ
      +++ goals
      -+- report GBR
      -++ history GBR
      -+- undo
      -+- blocker raise
      +++ blocker list
      -+- practice share
      +++ practice list
      -+- practice adopt 9
      --+ practice approve 9
      --+ practice decline 9
      --+ practice withdraw 9
      --+ setup
      --+ link
      +++ help
      """;

  private static final Pattern REFUSED =
      Pattern.compile("linked to no department|Only administrators|Only reviewers");

  private static final SettableClock CLOCK = new SettableClock("2026-11-23T04:00:00Z");

  private static Running program;
  private static String slug;

  @BeforeAll
  static void start() {
    program = Running.with(CLOCK, Map.of("HOMESTRETCH_SAMPLE", "on"));
    slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  private static String said(String person, String line) {
    String channel = program.get("/chat/state").json().at("/channels/0/address").asText();
    ObjectNode body =
        new ObjectMapper()
            .createObjectNode()
            .put("person", person)
            .put("channel", channel)
            .put("language", "en")
            .put("line", "/" + line);
    Rest.Answer answer = program.post("/chat/command", body.toString());
    assertThat(answer.status()).as(answer.text()).isLessThan(500);
    return answer.text();
  }

  @Test
  void each_command_is_for_whom_it_is_for() {
    String found =
        MAY.lines()
            .map(
                line -> {
                  String command = line.substring(4);
                  return PEOPLE.stream()
                          .map(who -> REFUSED.matcher(said(who, command)).find() ? "-" : "+")
                          .collect(Collectors.joining())
                      + " "
                      + command;
                })
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(found).isEqualTo(MAY);
    // Nobody's help offers what is not theirs; together they offer all that stands above.
    Set<String> offered = new TreeSet<>();
    for (String who : PEOPLE) {
      Pattern.compile("/([a-z]+(?: [a-z]+)?): ")
          .matcher(said(who, "help"))
          .results()
          .map(MatchResult::group)
          .map(shown -> shown.replaceAll("[/:]", "").strip())
          .forEach(offered::add);
    }
    assertThat(said("reader", "help")).doesNotContain("/blocker resolve");
    assertThat(offered).contains("blocker resolve");
    offered.remove("blocker resolve"); // Whose blocker it is decides, not who asks.
    assertThat(offered)
        .allMatch(name -> MAY.lines().anyMatch(line -> line.substring(4).startsWith(name)));
  }

  @Test
  void what_the_scheme_does_not_disclose_is_told_to_the_unit_and_to_administrators_alone() {
    assertThat(said("reader", "progress department:SQ")).contains("Score");
    Rest.Answer top =
        program.put(
            "/api/v1/campaigns/" + slug + "/scheme",
            """
            {"from": "2026-11-24", "disclosure": "top", "reason": "the first three only"}\
            """);
    assertThat(top.status()).as(top.text()).isEqualTo(200);
    CLOCK.set("2026-11-24T04:00:00Z");
    for (String who : PEOPLE) {
      assertThat(said(who, "leaderboard")).contains("高新技术产业开发区").doesNotContain("53.49");
    }
    assertThat(said("reader", "progress department:SQ")).doesNotContain("53.49");
    assertThat(said("reporter-1", "progress department:SQ")).doesNotContain("53.49");
    assertThat(said("reporter-1", "progress")).contains("84.34");
    assertThat(said("admin", "progress department:SQ")).contains("53.49");
  }
}
