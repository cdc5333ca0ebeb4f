package homestretch.testing.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in itself, spoken to as a bot speaks, and held against Discord's own description. */
class DiscordTest {
  private static final Schemas DESCRIBED = new Schemas();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Discord discord = Discord.start();

  private record Answer(int status, JsonNode json, HttpResponse<String> whole) {}

  @AfterEach
  void stop() {
    http.close();
    discord.close();
  }

  private Answer ask(String method, String path, String body) throws Exception {
    return ask(method, path, body, "Bot " + Discord.TOKEN);
  }

  private Answer ask(String method, String path, String body, String token) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(discord.baseUrl() + path))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answer(
        answer.statusCode(),
        answer.body().startsWith("{") || answer.body().startsWith("[")
            ? Http.JSON.readTree(answer.body())
            : Http.JSON.nullNode(),
        answer);
  }

  private Answer post(String channel, String body) throws Exception {
    return ask("POST", "/channels/" + channel + "/messages", body);
  }

  private static String code(Answer answer) {
    return answer.status + " " + answer.json.path("code").asInt();
  }

  @Test
  void what_it_answers_is_what_discord_describes() throws Exception {
    String channel = discord.channel("hall");
    User user = discord.user("Zhang", "en-US", discord.role("reporters"));
    discord.thread(channel, "week 47");
    Map<String, Answer> answers =
        Map.of(
            "get /users/@me", ask("GET", "/users/@me", ""),
            "get /gateway/bot", ask("GET", "/gateway/bot", ""),
            "get /guilds/{guild_id}/roles", ask("GET", "/guilds/" + Discord.GUILD + "/roles", ""),
            "get /guilds/{guild_id}/members/{user_id}",
                ask("GET", "/guilds/" + Discord.GUILD + "/members/" + user.id(), ""),
            "post /users/@me/channels",
                ask("POST", "/users/@me/channels", "{\"recipient_id\": \"" + user.id() + "\"}"),
            "post /channels/{channel_id}/messages", post(channel, "{\"content\": \"hello\"}"),
            "get /channels/{channel_id}/messages",
                ask("GET", "/channels/" + channel + "/messages", ""));
    Map<String, List<String>> faults = new TreeMap<>();
    answers.forEach(
        (operation, answer) -> {
          String[] of = operation.split(" ");
          assertThat(answer.status).as(operation).isEqualTo(200);
          faults.put(operation, DESCRIBED.answerFaults(of[0], of[1], answer.json));
        });
    assertThat(faults).allSatisfy((operation, found) -> assertThat(found).isEmpty());
  }

  @Test
  void what_discord_does_not_describe_is_refused_and_remembered() throws Exception {
    String channel = discord.channel("hall");
    assertThat(code(post(channel, "{\"content\": 5}"))).isEqualTo("400 50035");
    assertThat(
            code(
                post(
                    channel,
                    "{\"embeds\": [{\"description\": \"%s\"}]}".formatted("x".repeat(5000)))))
        .isEqualTo("400 50035");
    assertThat(discord.messages(channel)).isEmpty();
    assertThat(discord.violations()).hasSize(2).allMatch(v -> v.startsWith("post /channels/"));
  }

  @Test
  void the_door_knows_the_bot_and_its_pace() throws Exception {
    String channel = discord.channel("hall");
    assertThat(ask("GET", "/users/@me", "", "Bot other").status).isEqualTo(401);
    assertThat(discord.unauthorized()).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      assertThat(post(channel, "{\"content\": \"" + i + "\"}").status).isEqualTo(200);
    }
    Answer sixth = post(channel, "{\"content\": \"6\"}");
    assertThat(sixth.status).isEqualTo(429);
    assertThat(sixth.json.path("retry_after").asDouble()).isPositive();
    assertThat(sixth.whole.headers().firstValue("Retry-After")).isPresent();
    assertThat(discord.rateLimitCounts().channel()).isEqualTo(1);
    assertThat(discord.messages(channel)).hasSize(5);
  }

  @Test
  void a_nonce_is_one_message_until_it_is_forgotten() throws Exception {
    String channel = discord.channel("hall");
    String body = "{\"content\": \"a\", \"nonce\": \"n1\", \"enforce_nonce\": true}";
    String id = post(channel, body).json.path("id").asText();
    assertThat(post(channel, body).json.path("id").asText()).isEqualTo(id);
    discord.forgetNonces();
    assertThat(post(channel, body).json.path("id").asText()).isNotEqualTo(id);
    assertThat(ask("GET", "/channels/" + channel + "/messages?after=" + id, "").json).hasSize(1);
  }

  @Test
  void a_channel_stands_to_the_bot_as_it_was_set() throws Exception {
    Map<Discord.Standing, String> told =
        Map.of(
            Discord.Standing.GONE, "404 10003",
            Discord.Standing.HIDDEN, "403 50001",
            Discord.Standing.READ_ONLY, "403 50013",
            Discord.Standing.ARCHIVED, "400 50083");
    for (Map.Entry<Discord.Standing, String> each : told.entrySet()) {
      String channel = discord.channel("hall");
      discord.set(channel, each.getKey());
      assertThat(code(post(channel, "{\"content\": \"a\"}"))).isEqualTo(each.getValue());
    }
    assertThat(discord.posts()).isZero();
  }

  @Test
  void who_takes_no_private_messages_gets_none() throws Exception {
    User user = discord.user("Zhang", "en-US");
    String body = "{\"recipient_id\": \"" + user.id() + "\"}";
    String talk = ask("POST", "/users/@me/channels", body).json.path("id").asText();
    assertThat(ask("POST", "/users/@me/channels", body).json.path("id").asText()).isEqualTo(talk);
    assertThat(post(talk, "{\"content\": \"for you\"}").status).isEqualTo(200);
    discord.closeDirect(user);
    assertThat(code(post(talk, "{\"content\": \"again\"}"))).isEqualTo("403 50007");
    assertThat(discord.direct(user)).hasSize(1);
    assertThat(code(ask("POST", "/users/@me/channels", "{\"recipient_id\": \"42\"}")))
        .isEqualTo("400 50033");
  }

  @Test
  void what_is_to_go_wrong_goes_wrong_once() throws Exception {
    String channel = discord.channel("hall");
    discord.failNext(
        channel, new Failure.Status(503), new Failure.DoneButStatus(502), new Failure.LostAnswer());
    assertThat(post(channel, "{\"content\": \"1\"}").status).isEqualTo(503);
    assertThat(discord.messages(channel)).isEmpty();
    assertThat(post(channel, "{\"content\": \"2\"}").status).isEqualTo(502);
    assertThat(discord.messages(channel)).hasSize(1);
    assertThatThrownBy(() -> post(channel, "{\"content\": \"3\"}")).isInstanceOf(IOException.class);
    assertThat(discord.messages(channel)).hasSize(2);
    assertThat(post(channel, "{\"content\": \"4\"}").status).isEqualTo(200);
    discord.failNext(channel, new Failure.Status(500));
    discord.mend(channel);
    assertThat(post(channel, "{\"content\": \"5\"}").status).isEqualTo(200);
  }

  @Test
  void an_interaction_is_acknowledged_once() throws Exception {
    String channel = discord.channel("hall");
    User user = discord.user("Zhang", "en-US");
    assertThat(
            ask(
                    "PUT",
                    "/applications/" + Discord.BOT + "/commands",
                    "[{\"name\": \"ask\", \"description\": \"asks\"}]")
                .json
                .toString())
        .contains("\"application_id\"");
    Asked asked = discord.slash(user, channel, "ask", Map.of());
    String callback = "/interactions/" + asked.id + "/" + asked.token + "/callback";
    String answer = "{\"type\": 4, \"data\": {\"content\": \"here\", \"flags\": 64}}";
    assertThat(ask("POST", callback, answer).status).isEqualTo(200);
    assertThat(code(ask("POST", callback, answer))).isEqualTo("400 40060");
    assertThat(asked.isEphemeral()).isTrue();
    assertThat(code(ask("POST", "/interactions/1/other/callback", answer))).isEqualTo("404 10062");
    String webhook = "/webhooks/" + Discord.BOT + "/" + asked.token;
    assertThat(ask("POST", webhook, "{\"content\": \"more\"}").status).isEqualTo(200);
    assertThat(asked.followUps()).hasSize(1);
    assertThat(ask("DELETE", webhook + "/messages/@original", "").status).isEqualTo(204);
    assertThat(asked.isTakenBack()).isTrue();
  }

  @Test
  void nobody_listens_while_it_is_down_and_what_is_stored_stays() throws Exception {
    String channel = discord.channel("hall");
    post(channel, "{\"content\": \"1\"}");
    discord.down();
    assertThatThrownBy(() -> post(channel, "{\"content\": \"2\"}")).isInstanceOf(IOException.class);
    discord.up();
    Await.until(
        "back",
        () -> {
          try {
            return post(channel, "{\"content\": \"3\"}").status == 200;
          } catch (Exception e) {
            return false;
          }
        });
    assertThat(discord.messages(channel).stream().map(m -> m.path("content").asText()))
        .isEqualTo(List.of("1", "3"));
  }
}
