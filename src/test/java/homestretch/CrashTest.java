package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program as a process, killed with -9. */
@Tag("slow")
class CrashTest {
  private static final String TOKEN = "crash-token-0123456789abcdef";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOMESTRETCH_HTTP_PORT", "0", "HOMESTRETCH_ADMIN_TOKEN", TOKEN);

  @TempDir Path folder;

  @Test
  void killed_at_any_moment_of_the_first_start_it_posts_each_post_once() throws Exception {
    Random random = new Random(80);
    for (int kill = 0; kill < 3; kill++) {
      try (Program program = Program.start(folder, ENVIRONMENT)) {
        Thread.sleep(400 + random.nextInt(1600));
      }
    }
    try (Program program = Program.start(folder, ENVIRONMENT);
        Rest rest = new Rest(program.port(), TOKEN)) {
      assertThat(settled(rest)).containsExactly("sent", "sent");
      assertThat(titles(rest)).hasSize(2).doesNotHaveDuplicates();
    }
    // The day's posts are made: another start has nothing to add.
    try (Program program = Program.start(folder, ENVIRONMENT);
        Rest rest = new Rest(program.port(), TOKEN)) {
      assertThat(settled(rest)).containsExactly("sent", "sent");
      assertThat(titles(rest)).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void every_figure_that_was_answered_for_stands_after_a_kill() throws Exception {
    List<Long> answered = new ArrayList<>();
    String reports;
    Program program = Program.start(folder, ENVIRONMENT);
    try (Rest rest = new Rest(program.port(), TOKEN)) {
      String slug = rest.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
      reports = "/api/v1/campaigns/" + slug + "/reports";
      Thread killer = Thread.ofVirtual().unstarted(() -> killSoon(program));
      try {
        for (int figure = 1; ; figure++) {
          answered.add(rest.post(reports, figure(figure)).json().get("id").asLong());
          if (figure == 20) {
            killer.start();
          }
        }
      } catch (UncheckedIOException e) {
        killer.join();
      }
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(20);
    try (Program again = Program.start(folder, ENVIRONMENT);
        Rest rest = new Rest(again.port(), TOKEN)) {
      for (long id : answered) {
        assertThat(rest.get(reports + "/" + id).status()).isEqualTo(200);
      }
    }
  }

  private static void killSoon(Program program) {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    program.kill();
  }

  private static String figure(int value) {
    return """
    {"department": "LJ", "goal": "PRJ", "value": "%d", "asOf": "%s"}\
    """
        .formatted(value, Instant.now().toString().substring(0, 5) + "01-31");
  }

  /** The states of all deliveries, once none is under way. */
  private static List<String> settled(Rest rest) throws InterruptedException {
    Instant patience = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      List<String> states =
          rest.get("/api/v1/deliveries").json().get("items").findValuesAsText("state");
      if (!states.contains("planned") || Instant.now().isAfter(patience)) {
        return states;
      }
      Thread.sleep(50);
    }
  }

  private static List<String> titles(Rest rest) {
    JsonNode state = rest.get("/chat/state").json();
    List<String> titles = new ArrayList<>();
    for (JsonNode channel : state.get("channels")) {
      JsonNode messages =
          rest.get(
                  "/chat/messages?person=admin&channel="
                      + URLEncoder.encode(channel.get("address").asText(), StandardCharsets.UTF_8))
              .json();
      for (JsonNode title : messages.findValues("title")) {
        titles.add(title.asText());
      }
    }
    return titles;
  }
}
