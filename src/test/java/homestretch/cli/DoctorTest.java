package homestretch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Office;
import homestretch.testing.Offices;
import homestretch.testing.Running;
import homestretch.testing.SettableClock;
import homestretch.testing.dingtalk.DingTalk;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.Discord.Standing;
import homestretch.testing.discord.Failure;
import homestretch.testing.feishu.Feishu;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds, and that it changes nothing. */
class DoctorTest {
  /** Now, as the stand-in's answers carry the true date. */
  private final SettableClock clock =
      new SettableClock(Instant.ofEpochMilli(System.currentTimeMillis()).toString());

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private int code;
  private String said = "";

  @BeforeEach
  void aFolderOfItsOwn() {
    environment.put("LANG", "en_GB.UTF-8");
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_DATABASE_URL", "jdbc:sqlite:" + database());
  }

  private Path database() {
    return folder.resolve("data/homestretch.db");
  }

  private JsonNode doctor(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--json"));
    arguments.addAll(List.of(more));
    return new ObjectMapper().readTree(run(arguments.toArray(String[]::new)));
  }

  private String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    code =
        Cli.run(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Databases.HOME,
                clock),
            arguments);
    said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> faults(JsonNode answer) {
    List<String> faults = new ArrayList<>();
    for (JsonNode finding : answer.get("findings")) {
      if (finding.get("level").asText().equals("fault")) {
        assertThat(finding.get("mend").asText()).isNotBlank();
        faults.add(finding.get("area").asText() + ": " + finding.get("what").asText());
      }
    }
    assertThat(answer.get("faults").asInt()).isEqualTo(faults.size());
    return faults;
  }

  @Test
  void an_empty_folder_is_fine_and_stays_empty() throws Exception {
    JsonNode answer = doctor();
    assertThat(faults(answer)).isEmpty();
    assertThat(code).isZero();
    assertThat(answer.get("ok").asBoolean()).isTrue();
    assertThat(said).contains("There is no database yet").contains("time zone data of 20");
    assertThat(folder.resolve("data")).doesNotExist();
    environment.put("LANG", "zh_CN.UTF-8");
    assertThat(run("doctor")).contains("正常  数据库：还没有数据库").contains("没有发现故障。");
  }

  @Test
  void wrong_settings_are_findings_and_a_file_that_is_not_there_is_wrong_use() throws Exception {
    environment.put("HOMESTRETCH_TIMEZONE", "Mars");
    environment.put("HOMESTRETCH_LOCALE", "fr");
    assertThat(faults(doctor())).hasSize(2).allMatch(f -> f.startsWith("settings: "));
    assertThat(code).isEqualTo(1);
    run("doctor", "--config", folder.resolve("nowhere.yaml").toString());
    assertThat(code).isEqualTo(2);
    run("doctor", "--jsno");
    assertThat(code).isEqualTo(2);
  }

  @Test
  void a_database_that_is_old_new_or_broken_is_told_and_left_as_it_is() throws Exception {
    run("token", "create", "one");
    assertThat(faults(doctor())).isEmpty();
    sql("DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 20");
    JsonNode old = doctor();
    assertThat(faults(old)).isEmpty();
    assertThat(said).contains("The database has version 20; the next start moves it on to");
    sql(
        "INSERT INTO flyway_schema_history SELECT 999, '999', 'future', 'SQL', 'V999__f.sql', 1,"
            + " installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
    assertThat(faults(doctor())).singleElement().asString().contains("newer than the program's");
    Files.setPosixFilePermissions(database(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(faults(doctor())).anyMatch(f -> f.contains("Other users may open"));
    assertThat(said).contains("chmod 600");
    Files.writeString(database(), "this is a letter, not a database, and long enough to be read");
    assertThat(faults(doctor())).anyMatch(f -> f.contains("The database is broken"));
    assertThat(code).isEqualTo(1);
  }

  @Test
  void a_database_that_is_gone_from_its_place_is_a_fault() throws Exception {
    run("token", "create", "one");
    Files.delete(database());
    assertThat(faults(doctor()))
        .singleElement()
        .asString()
        .startsWith("database: The database " + database() + " is gone");
    assertThat(code).isEqualTo(1);
    assertThat(said).contains("homestretch restore FILE", "\"ok\" : false");
    assertThat(database()).doesNotExist();
    Files.createFile(database());
    assertThat(faults(doctor())).singleElement().asString().contains("is gone");
  }

  @Test
  void triggers_that_were_dropped_and_rows_that_were_changed_are_faults() throws Exception {
    run("token", "create", "one");
    sql("DROP TRIGGER audit_is_never_changed");
    assertThat(faults(doctor())).singleElement().asString().contains("audit_is_never_changed");
    sql("UPDATE audit SET actor = 'somebody else' WHERE id = 1");
    assertThat(faults(doctor()))
        .hasSize(2)
        .anyMatch(f -> f.contains("first at audit 1: this row was changed"));
    environment.put("LANG", "zh_CN.UTF-8");
    assertThat(run("doctor")).contains("故障  数据库：防篡改触发器不见了").contains("第一处是 audit 1：这一行被改动过");
  }

  @Test
  void a_table_that_is_gone_is_told_by_doctor_and_audit_verify_in_a_sentence() throws Exception {
    run("token", "create", "one");
    sql("DROP TABLE chain");
    assertThat(faults(doctor())).singleElement().asString().contains("missing", ": chain.");
    run("audit", "verify");
    assertThat(said).startsWith("the database lacks the table chain").doesNotContain("\tat ");
    assertThat(code).isNotZero();
  }

  @Test
  void a_folder_for_backups_that_is_none_is_a_fault() throws Exception {
    Path backups = folder.resolve("backups");
    environment.put("HOMESTRETCH_BACKUP_FOLDER", backups.toString());
    assertThat(faults(doctor())).isEmpty();
    assertThat(backups).doesNotExist();
    Path file = Files.writeString(folder.resolve("file"), "a file");
    environment.put("HOMESTRETCH_BACKUP_FOLDER", file.resolve("backups").toString());
    assertThat(faults(doctor())).singleElement().asString().contains("backup.folder", "no folder");
  }

  @Test
  void another_installation_at_the_same_address_is_a_fault() throws Exception {
    Map<String, String> other =
        Map.of(
            "HOMESTRETCH_DATABASE_URL",
            "jdbc:sqlite:" + folder.resolve("other.db"),
            "HOMESTRETCH_SAMPLE",
            "off");
    try (Running program = Running.with(clock, other)) {
      environment.put("HOMESTRETCH_HTTP_PORT", String.valueOf(program.app.port()));
      assertThat(faults(doctor()))
          .singleElement()
          .asString()
          .startsWith("address: Another Homestretch is serving on");
    }
  }

  private void sql(String statement) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        var open = connection.createStatement()) {
      open.execute(statement);
    }
  }

  @Test
  void a_port_that_another_program_holds_is_a_fault() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("HOMESTRETCH_HTTP_PORT", String.valueOf(taken.getLocalPort()));
      assertThat(faults(doctor())).singleElement().asString().startsWith("address: 127.0.0.1:");
    }
  }

  @Test
  void postgresql_is_looked_at_without_making_anything() throws Exception {
    environment.put("HOMESTRETCH_DATABASE_URL", Databases.POSTGRESQL.freshUrl());
    JsonNode answer = doctor();
    assertThat(said).contains("Connected to PostgreSQL").contains("The database is empty");
    assertThat(answer.get("findings").toString()).doesNotContain("does not exist");
    environment.put("HOMESTRETCH_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x?password=hunter2");
    assertThat(faults(doctor())).anyMatch(f -> f.contains("PostgreSQL cannot be reached"));
    assertThat(said).doesNotContain("hunter2");
  }

  @Test
  void beside_a_program_that_serves_it_finds_what_is_wrong_with_channels_links_and_schedules()
      throws Exception {
    try (Discord discord = Discord.start(clock)) {
      Map<String, String> settings = new HashMap<>(discord.environment());
      settings.put("HOMESTRETCH_DATABASE_URL", "jdbc:sqlite:" + database());
      settings.put("HOMESTRETCH_SAMPLE", "off");
      try (Running program = Running.with(clock, settings)) {
        environment.putAll(discord.environment());
        environment.put("HOMESTRETCH_HTTP_PORT", String.valueOf(program.app.port()));
        program.post(
            "/api/v1/campaigns",
            """
            {"slug": "next", "name": "明年", "start": "2031-01-01", "deadline": "2031-12-31"}\
            """);
        program.post("/api/v1/campaigns/next/leagues", "{\"code\": \"L\", \"name\": \"组\"}");
        String departments = "/api/v1/campaigns/next/departments";
        program.post(departments, "{\"code\": \"A\", \"name\": \"甲\", \"league\": \"L\"}");
        String links = departments + "/A/links";
        String open = discord.channel("开放");
        String readOnly = discord.channel("只读");
        String hidden = discord.channel("隐藏");
        String gone = discord.channel("没了");
        for (String address : List.of(open, readOnly, hidden, gone)) {
          program.post(
              "/api/v1/channels",
              "{\"campaign\": \"next\", \"platform\": \"discord\", \"address\": \""
                  + address
                  + "\"}");
        }
        discord.set(readOnly, Standing.READ_ONLY);
        discord.set(hidden, Standing.HIDDEN);
        discord.set(gone, Standing.GONE);
        String known = discord.user("张三", "zh-CN").id();
        String role = discord.role("填报");
        for (String link :
            List.of(
                "\"discord\", \"kind\": \"user\", \"external\": \"" + known,
                "\"discord\", \"kind\": \"role\", \"external\": \"" + role,
                "\"discord\", \"kind\": \"user\", \"external\": \"700000000000000099",
                "\"api\", \"kind\": \"token\", \"external\": \"nobody")) {
          var made = program.post(links, "{\"platform\": " + link + "\"}");
          assertThat(made.status()).as(made.text()).isEqualTo(201);
        }

        List<String> faults = faults(doctor());

        assertThat(code).isEqualTo(1);
        assertThat(faults)
            .anyMatch(f -> f.contains("calendar: next: the calendar CN does not know 2031"))
            .anyMatch(f -> f.contains("In #只读 (" + readOnly + ") the bot lacks: Send Messages."))
            .anyMatch(f -> f.contains("The bot cannot see channel " + hidden))
            .anyMatch(f -> f.contains("Channel " + gone + " does not exist"))
            .anyMatch(f -> f.contains("user 700000000000000099, who is on none"))
            .anyMatch(f -> f.contains("linked to the token nobody"))
            .hasSize(6);
        assertThat(said)
            .contains("The bot has every permission it needs in #开放")
            .contains("The program is serving on 127.0.0.1:")
            .contains(
                "https://discord.com/oauth2/authorize?client_id="
                    + Discord.BOT
                    + "&scope=bot+applications.commands&permissions=274878024704")
            .contains("No privileged intents are needed")
            .doesNotContain(Discord.TOKEN)
            .doesNotContain(Running.TOKEN);
        assertThat(discord.violations()).isEmpty();

        environment.put("HOMESTRETCH_DISCORD_TOKEN", "falsch.falsch");
        assertThat(faults(doctor())).anyMatch(f -> f.contains("Discord does not accept the token"));
        assertThat(said).doesNotContain("falsch");
        environment.put("HOMESTRETCH_DISCORD_TOKEN", Discord.TOKEN);
        discord.failNext("login", new Failure.Status(502));
        assertThat(faults(doctor())).anyMatch(f -> f.contains("Discord could not be asked"));
      }
    }
  }

  @Test
  void a_schedule_that_never_fires_is_found() throws Exception {
    environment.put("HOMESTRETCH_SAMPLE", "on");
    Map<String, String> settings = new HashMap<>();
    settings.put("HOMESTRETCH_DATABASE_URL", "jdbc:sqlite:" + database());
    settings.put("HOMESTRETCH_SAMPLE", "on");
    try (Running program = Running.with(clock, settings)) {
      program.get("/health/live");
    }
    assertThat(faults(doctor())).as(said).isEmpty();
    // Such as an older version took.
    sql(
        "UPDATE schedule SET cron = '0 0 9 30 2 ?', daily = NULL WHERE id = (SELECT"
            + " MIN(id) FROM schedule)");
    assertThat(faults(doctor())).singleElement().asString().contains("never fires");
  }

  @Test
  void platforms_of_offices_are_walked_through_in_both_languages() throws Exception {
    List<Office> offices = Offices.start();
    try {
      offices.forEach(office -> environment.putAll(office.environment()));
      environment.put("HOMESTRETCH_SAMPLE", "on");
      Feishu feishu = ((Offices.OfFeishu) offices.get(0)).feishu();
      DingTalk dingtalk = ((Offices.OfDingTalk) offices.get(2)).dingtalk();
      try (Running program = Running.with(clock, environment)) {
        String slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
        offices.forEach(office -> Await.until(office.platform(), office::isConnected));
        for (String[] group :
            List.of(
                new String[] {"feishu", "oc_here"},
                new String[] {"feishu", "oc_dissolved"},
                new String[] {"dingtalk", "cidhere"})) {
          feishu.join(group[1]);
          dingtalk.join(group[1]);
          program.post(
              "/api/v1/channels",
              """
              {"campaign": "%s", "platform": "%s", "address": "%s"}\
              """
                  .formatted(slug, group[0], group[1]));
        }
        for (String[] link :
            List.of(
                new String[] {"feishu", "od-finance"},
                new String[] {"feishu", "od-gone"},
                new String[] {"dingtalk", "4001"})) {
          program.post(
              "/api/v1/campaigns/" + slug + "/departments/LJ/links",
              """
              {"platform": "%s", "kind": "role", "external": "%s"}\
              """
                  .formatted(link[0], link[1]));
        }
      }
      feishu.company.department("od-finance", "市财政局", "cz", "0");
      feishu.company.scopes.remove("contact:user.department:readonly");
      feishu.dissolve("oc_dissolved");
      JsonNode english = doctor();
      assertThat(String.join("\n", faults(english)))
          .contains("The app lacks scopes: contact:user.department:readonly.")
          .contains("oc_dissolved: the group was dissolved (Feishu 232009)")
          .contains("names od-gone: Feishu does not show this department")
          .contains("names 4001: DingTalk does not show this department")
          .doesNotContain("od-finance", "oc_here");
      assertThat(english.findValuesAsText("what"))
          .contains("Nobody on this platform is an administrator yet.")
          .contains("No group of this platform is registered yet.")
          .contains("No post has been made in the DingTalk group cidhere yet.")
          .anyMatch(what -> what.startsWith("The bot is connected."));
      offices.forEach(Office::revoke);
      environment.put("LANG", "zh_CN.UTF-8");
      JsonNode chinese = doctor();
      assertThat(String.join("\n", faults(chinese)))
          .contains("没能问到飞书：飞书没有给令牌：10014")
          .contains("连不上企业微信：企业微信不认 wecom.botId 或 wecom.secret（853000")
          .contains("钉钉没有建立连接：401 authFailed");
      for (JsonNode finding : chinese.get("findings")) {
        if (Set.of("feishu", "wecom", "dingtalk").contains(finding.get("area").asText())) {
          // What the platforms say themselves stands in brackets, behind a code.
          for (String words : List.of(finding.get("what").asText(), finding.get("mend").asText())) {
            assertThat(words.replaceAll("\\d+ [\\w ]+", ""))
                .doesNotContainPattern("[a-z]+ [a-z]+ [a-z]+");
          }
        }
      }
    } finally {
      offices.forEach(Office::close);
    }
  }
}
