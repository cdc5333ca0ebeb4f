package homestretch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homestretch.testing.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings from a file and the environment, and what is said of those that cannot be taken. */
class SettingsTest {
  @TempDir Path folder;

  private Path file(String yaml) throws Exception {
    return Files.writeString(folder.resolve("my.yaml"), yaml);
  }

  @Test
  void every_key_of_the_file_has_a_comment_of_its_own_and_its_default_is_taken() throws Exception {
    Path file = Databases.HOME.resolve("config/homestretch.yaml");
    List<String> keys =
        Files.readAllLines(file).stream().filter(l -> l.matches("\\s*\\w+:.*")).toList();
    assertThat(keys)
        .filteredOn(line -> !line.matches("(http|login|database|discord|log|admin):"))
        .isNotEmpty()
        .allMatch(line -> line.contains(" # "));
    assertThat(Settings.load(file, Map.of())).isEqualTo(Settings.load(null, Map.of()));
  }

  @Test
  void all_mistakes_are_named_at_once_with_value_expectation_and_place() throws Exception {
    Path file =
        file(
            """
            http:
              prot: 7071
              port: 99999
              publicUrl: board.example.org
              trustedProxies: 10.0.0.0/8, my-proxy
            log: {level: loud}
            locale: fr
            """);
    Settings.Wrong wrong =
        catchThrowableOfType(
            Settings.Wrong.class,
            () ->
                Settings.load(file, Map.of("HOMESTRETCH_TIMEZONE", "Mars", "HOMESTRETCH_X", "1")));
    assertThat(wrong.getMessage())
        .contains("unknown setting http.prot at " + file + ":2; did you mean http.port?")
        .contains("http.port: “99999” at " + file + ":3; expected a number from 0 to 65535")
        .contains("http.publicUrl: “board.example.org”")
        .contains("http.trustedProxies: “10.0.0.0/8, my-proxy”")
        .contains("log.level: “loud” at " + file + ":6; expected error, warn, info, debug or trace")
        .contains("locale: “fr”")
        .contains("timezone: “Mars” at environment variable HOMESTRETCH_TIMEZONE; expected")
        .contains("unknown setting in the environment: HOMESTRETCH_X");
    assertThat(wrong.mistakes()).hasSize(8);
    assertThat(wrong.mistakes())
        .anyMatch(
            m ->
                m.text()
                    .zh()
                    .equals("timezone：“Mars”（来自环境变量 HOMESTRETCH_TIMEZONE），应为时区，如 Asia/Shanghai"));
    assertThat(wrong.mistakes().getFirst().text().zh()).contains("http.prot").contains("是否想写");
  }

  @Test
  void a_secret_may_stand_in_a_file_and_is_shown_nowhere() throws Exception {
    Path secret = Files.writeString(folder.resolve("token"), "MTA.very-secret\n");
    Settings settings =
        Settings.load(
            null,
            Map.of(
                "HOMESTRETCH_DISCORD_TOKEN_FILE",
                secret.toString(),
                "HOMESTRETCH_ADMIN_TOKEN_FILE",
                secret.toString()));
    assertThat(settings.discord().token()).isEqualTo(new Settings.Secret("MTA.very-secret"));
    assertThat(settings.adminToken()).isEqualTo(new Settings.Secret("MTA.very-secret"));
    assertThat(settings.toString()).doesNotContain("very-secret");
    assertThatThrownBy(
            () ->
                Settings.load(
                    null,
                    Map.of(
                        "HOMESTRETCH_ADMIN_TOKEN",
                        "hunter2",
                        "HOMESTRETCH_DATABASE_URL",
                        "jdbc:mysql://h/d?password=hunter2")))
        .hasMessageContaining("admin.token: … at")
        .hasMessageContaining("password=…")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void a_secret_that_is_given_twice_is_refused_unless_the_environment_overrides_the_file()
      throws Exception {
    Path secret = Files.writeString(folder.resolve("token"), "from-the-file");
    Path both = file("discord:\n  token: written\n  tokenFile: " + secret + "\n");
    assertThatThrownBy(() -> Settings.load(both, Map.of()))
        .hasMessageContaining("only one of discord.token and discord.tokenFile");
    Path one = file("discord:\n  tokenFile: " + secret + "\n");
    assertThat(Settings.load(one, Map.of("HOMESTRETCH_DISCORD_TOKEN", "given")).discord().token())
        .isEqualTo(new Settings.Secret("given"));
  }

  @Test
  void identity_provider_needs_its_address_and_the_clients_id() {
    assertThatThrownBy(
            () ->
                Settings.load(null, Map.of("HOMESTRETCH_LOGIN_OIDC_ISSUER", "https://id.example")))
        .hasMessageContaining("login.oidc.clientId: nothing");
    assertThatThrownBy(
            () ->
                Settings.load(
                    null, Map.of("HOMESTRETCH_LOGIN_OIDC_CLIENT_SECRET", "hunter2hunter2")))
        .hasMessageContaining("login.oidc.issuer: nothing")
        .hasMessageContaining("login.oidc.clientId: nothing")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void id_of_a_chat_platform_needs_its_secret_and_the_other_way_round() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    null,
                    Map.of(
                        "HOMESTRETCH_FEISHU_APP_ID", "cli_1",
                        "HOMESTRETCH_WECOM_SECRET", "hunter2hunter2",
                        "HOMESTRETCH_WECOM_SOCKET_URL", "http://nowhere")))
        .hasMessageContaining("feishu.appSecret: nothing")
        .hasMessageContaining("as feishu.appId is given")
        .hasMessageContaining("wecom.botId: nothing")
        .hasMessageContaining("wecom.socketUrl: “http://nowhere”")
        .hasMessageNotContaining("hunter2");
  }
}
