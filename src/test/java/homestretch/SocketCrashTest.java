package homestretch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.dingtalk.DingTalk;
import homestretch.testing.feishu.Feishu;
import homestretch.testing.wecom.WeCom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real program, killed with -9 while it posts on the platforms with a socket. Feishu knows each
 * post by its uuid: none stands twice, none is lost. WeCom and DingTalk know nothing: none stands
 * twice, and a post that may stand is told as uncertain.
 */
@Tag("slow")
class SocketCrashTest {
  private static final String TOKEN = "crash-token-0123456789abcdef";
  private static final List<String> PLATFORMS = List.of("feishu", "wecom", "dingtalk");
  private static final Set<String> OVER = Set.of("sent", "late", "uncertain");

  @TempDir Path folder;

  private record Told(String platform, String address, String state) {}

  @Test
  void killed_while_it_posts() throws Exception {
    killed(2, 8, 80, Duration.ofMillis(500));
  }

  @Test
  @Tag("long")
  void killed_many_times_while_it_posts_to_many_groups() throws Exception {
    killed(40, 60, 81, Duration.ofSeconds(4));
  }

  /**
   * @param latest when a kill comes after the posts were asked for, at the most
   */
  private void killed(int kills, int groups, int seed, Duration latest) throws Exception {
    Random random = new Random(seed);
    int rounds = 0;
    int doubts = 0;
    try (Feishu feishu = Feishu.start();
        WeCom wecom = WeCom.start();
        DingTalk dingtalk = DingTalk.start()) {
      Map<String, String> environment = new HashMap<>();
      environment.put("HOMESTRETCH_HTTP_PORT", "0");
      environment.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
      environment.put("HOMESTRETCH_SAMPLE", "on");
      environment.put("HOMESTRETCH_FEISHU_APP_ID", Feishu.APP);
      environment.put("HOMESTRETCH_FEISHU_APP_SECRET", Feishu.SECRET);
      environment.put("HOMESTRETCH_FEISHU_API_BASE_URL", feishu.baseUrl());
      environment.put("HOMESTRETCH_WECOM_BOT_ID", WeCom.BOT);
      environment.put("HOMESTRETCH_WECOM_SECRET", WeCom.SECRET);
      environment.put("HOMESTRETCH_WECOM_SOCKET_URL", wecom.socketUrl());
      environment.put("HOMESTRETCH_DINGTALK_CLIENT_ID", DingTalk.CLIENT);
      environment.put("HOMESTRETCH_DINGTALK_CLIENT_SECRET", DingTalk.SECRET);
      environment.put("HOMESTRETCH_DINGTALK_API_BASE_URL", dingtalk.baseUrl());
      List<Long> channels = new ArrayList<>();
      Program program = Program.start(folder, environment);
      for (int kill = 0; kill < kills; kill++) {
        try (Rest rest = new Rest(program.port(), TOKEN)) {
          String slug = rest.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
          if (channels.isEmpty()) {
            for (int i = 0; i < groups; i++) {
              feishu.join("g" + i);
              wecom.open("g" + i);
              dingtalk.join("g" + i);
              for (String platform : PLATFORMS) {
                channels.add(
                    rest.post(
                            "/api/v1/channels",
                            """
                            {"campaign": "%s", "platform": "%s", "address": "g%d"}\
                            """
                                .formatted(slug, platform, i))
                        .json()
                        .path("id")
                        .asLong());
              }
            }
          }
          Await.until("connected", Duration.ofSeconds(30), wecom::isConnected);
          long schedule =
              rest.post(
                      "/api/v1/schedules",
                      """
                      {"campaign": "%s", "post": "countdown", "at": "09:00", "days": "all",
                       "channels": %s}\
                      """
                          .formatted(slug, channels))
                  .json()
                  .path("id")
                  .asLong();
          Thread asking =
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          rest.post("/api/v1/schedules/" + schedule + "/run", "");
                        } catch (RuntimeException killedWhileAnswering) {
                          // As it is meant to be.
                        }
                      });
          Thread.sleep(50 + random.nextInt((int) latest.toMillis()));
          program.kill();
          asking.join();
          program = Program.start(folder, environment);
          // Killed before it had taken the request, it owes nothing.
          if (hasPosts(program, schedule)) {
            rounds++;
            doubts += settle(program, schedule, feishu, wecom, dingtalk, rounds);
          }
        }
      }
      program.close();
      System.out.printf(
          "%d kills, %d of them with posts under way or done, %d doubts told%n",
          kills, rounds, doubts);
      assertThat(feishu.violations()).isEmpty();
      assertThat(wecom.violations()).isEmpty();
      assertThat(dingtalk.violations()).isEmpty();
    }
  }

  private static boolean hasPosts(Program program, long schedule) {
    try (Rest rest = new Rest(program.port(), TOKEN)) {
      return !rest.get("/api/v1/deliveries?schedule=" + schedule + "&limit=1")
          .json()
          .path("items")
          .isEmpty();
    }
  }

  /** How many of the posts are told as uncertain. */
  private static int settle(
      Program program, long schedule, Feishu feishu, WeCom wecom, DingTalk dingtalk, int round) {
    try (Rest rest = new Rest(program.port(), TOKEN)) {
      Map<Long, JsonNode> channels = new HashMap<>();
      items(rest, "/api/v1/channels?limit=200").forEach(c -> channels.put(c.get("id").asLong(), c));
      String path = "/api/v1/deliveries?schedule=" + schedule + "&limit=200";
      Await.until(
          () ->
              "all over: "
                  + items(rest, path).stream()
                      .filter(d -> !OVER.contains(d.path("state").asText()))
                      .toList()
                  + program.output(),
          Duration.ofMinutes(1),
          () -> states(rest, path).stream().allMatch(OVER::contains));
      int told = 0;
      for (JsonNode delivery : items(rest, path)) {
        JsonNode channel = Objects.requireNonNull(channels.get(delivery.get("channel").asLong()));
        String address = channel.path("address").asText();
        String state = delivery.path("state").asText();
        Told what = new Told(channel.path("platform").asText(), address, state);
        int standing =
            switch (what.platform()) {
              case "feishu" -> feishu.said(address).size();
              case "wecom" -> wecom.said(address).size();
              default -> dingtalk.said(address).size();
            };
        if (what.platform().equals("feishu")) {
          assertThat(standing).as("%s after %d kills", what, round).isEqualTo(round);
          assertThat(state).isNotEqualTo("uncertain");
        } else {
          assertThat(standing).as("%s after %d kills", what, round).isLessThanOrEqualTo(round);
        }
        if (state.equals("uncertain")) {
          told++;
        }
      }
      long missing =
          channels.values().stream()
              .filter(c -> !c.path("platform").asText().matches("feishu|web"))
              .mapToLong(
                  c ->
                      round
                          - (c.path("platform").asText().equals("wecom")
                              ? wecom.said(c.path("address").asText()).size()
                              : dingtalk.said(c.path("address").asText()).size()))
              .sum();
      long uncertain = items(rest, "/api/v1/deliveries?state=uncertain&limit=200").size();
      System.out.printf(
          "round %d: %d uncertain now, %d do not stand in all%n", round, told, missing);
      assertThat(missing).as("posts that do not stand are all told").isLessThanOrEqualTo(uncertain);
      return told;
    }
  }

  private static List<JsonNode> items(Rest rest, String path) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = rest.get(path + (next.isEmpty() ? "" : "&cursor=" + next)).json();
      page.path("items").forEach(items::add);
      next = page.path("next").asText("");
      next = next.equals("null") ? "" : next;
    } while (!next.isEmpty());
    return items;
  }

  private static List<String> states(Rest rest, String path) {
    return items(rest, path).stream().map(d -> d.path("state").asText()).toList();
  }
}
