package homestretch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.testing.Await;
import homestretch.testing.Program;
import homestretch.testing.Rest;
import homestretch.testing.discord.Discord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program is backed up while it posts, and put back to what it was. */
class RestoreTest {
  private static final String TOKEN = "restore-token-0123456789";

  @TempDir Path folder;

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOMESTRETCH_HTTP_PORT", "0");
    environment.put("HOMESTRETCH_ADMIN_TOKEN", TOKEN);
    environment.put("HOMESTRETCH_SAMPLE", "off");
    environment.put("HOMESTRETCH_DATABASE_URL", "jdbc:sqlite:" + database());
    environment.put("LANG", "en_US.UTF-8");
    return environment;
  }

  private Path database() {
    return folder.resolve("data/homestretch.db");
  }

  private String run(int code, Map<String, String> environment, String... arguments) {
    try (Program command = Program.start(folder, environment, arguments)) {
      int ended = command.exitCode();
      assertThat(ended).as(command.output()).isEqualTo(code);
      return command.output();
    }
  }

  /** A zone in which it is about ten in the morning: no window closes at midnight. */
  private static ZoneId morning() {
    int ahead = Math.floorMod(10 - Instant.now().atZone(ZoneId.of("UTC")).getHour() + 12, 24) - 12;
    return ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" + ahead : "+" + -ahead));
  }

  @Tag("slow")
  @Test
  void an_old_copy_put_back_posts_nothing_that_the_channel_has() throws Exception {
    ZoneId zone = morning();
    LocalDate today = LocalDate.now(zone);
    try (Discord discord = Discord.start(Clock.systemUTC())) {
      String news = discord.channel("播报");
      Map<String, String> environment = environment();
      environment.putAll(discord.environment());
      Path backup = folder.resolve("copy.db");
      try (Program program = Program.start(folder, environment);
          Rest rest = new Rest(program.port(), TOKEN)) {
        rest.post(
            "/api/v1/campaigns",
            """
            {"slug": "drive", "name": "冲刺", "start": "%s", "deadline": "%s", "timezone": "%s"}\
            """
                .formatted(today.minusDays(30), today.plusDays(30), zone));
        long channel =
            rest.post(
                    "/api/v1/channels",
                    """
                    {"campaign": "drive", "platform": "discord", "address": "%s", "timezone": "%s"}\
                    """
                        .formatted(news, zone))
                .json()
                .get("id")
                .asLong();
        ZonedDateTime at = ZonedDateTime.now(zone).plusSeconds(8);
        JsonNode schedule =
            rest.post(
                    "/api/v1/schedules",
                    """
                    {"campaign": "drive", "post": "countdown", "cron": "%d %d %d * * ?",
                     "timezone": "%s", "channels": [%d], "catchUpUntil": "23:00"}\
                    """
                        .formatted(at.getSecond(), at.getMinute(), at.getHour(), zone, channel))
                .json();
        assertThat(schedule.get("id")).as(schedule.toString()).isNotNull();
        run(0, environment, "backup", backup.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
            .isEqualTo("rw-------");
        assertThat(run(2, environment, "backup", backup.toString())).contains("exists already");
        assertThat(discord.messages(news)).isEmpty();
        Await.until("posted", () -> discord.messages(news).size() == 1);
        assertThat(run(3, environment, "restore", backup.toString())).contains("is serving");
        program.stop();
      }
      assertThat(run(0, environment, "restore", backup.toString())).contains("is kept at");
      try (Stream<Path> files = Files.list(database().getParent())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .anyMatch(name -> name.matches("homestretch\\.db\\.before-\\d{8}-\\d{6}"));
      }
      // Later than Discord remembers what it was sent: only a look into the channel can tell.
      try (Program program = Program.startLater(folder, environment, Duration.ofMinutes(15));
          Rest rest = new Rest(program.port(), TOKEN)) {
        Await.until(
            "found in the channel",
            () ->
                rest.get("/api/v1/deliveries").text().matches("(?s).*\"state\":\"(sent|late)\".*"));
        assertThat(discord.messages(news)).hasSize(1);
      }
      assertThat(run(0, environment, "audit", "verify")).contains("unbroken");
    }
  }

  @Tag("slow")
  @Test
  void what_is_no_backup_is_not_put_back() throws Exception {
    Map<String, String> environment = environment();
    run(0, environment, "token", "create", "one");
    Path backup = folder.resolve("copy.db");
    run(0, environment, "backup", backup.toString());
    Path noDatabase = Files.writeString(folder.resolve("text.db"), "none");
    assertThat(run(2, environment, "restore", noDatabase.toString())).contains("no backup");
    assertThat(run(2, environment, "restore", folder.resolve("missing.db").toString()))
        .contains("no such file");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup);
        Statement statement = connection.createStatement()) {
      statement.execute("drop trigger audit_is_never_changed");
      statement.execute("update audit set actor = 'x' where id = 1");
    }
    assertThat(run(1, environment, "restore", backup.toString())).contains("audit 1\n");
    assertThat(run(0, environment, "audit", "verify")).contains("unbroken");
    assertThat(run(0, environment, "token", "list")).contains("one");
  }

  @Test
  void an_empty_database_is_never_begun_where_one_stood() throws Exception {
    Map<String, String> environment = environment();
    run(0, environment, "token", "create", "one");
    Path backup = folder.resolve("copy.db");
    run(0, environment, "backup", backup.toString());
    Files.delete(database());
    assertThat(run(3, environment, "serve")).contains("is gone, though one stood there");
    assertThat(database()).doesNotExist();
    run(0, environment, "restore", backup.toString());
    assertThat(run(0, environment, "token", "list")).contains("one");

    byte[] sound = Files.readAllBytes(database());
    Arrays.fill(sound, 4096, sound.length, (byte) 0x5a);
    Files.write(database(), sound);
    assertThat(run(3, environment, "serve")).contains("is damaged", "homestretch restore");
    run(0, environment, "restore", backup.toString());
    assertThat(run(0, environment, "token", "list")).contains("one");
  }

  @Test
  void a_backup_without_its_triggers_gets_them_back_and_one_without_a_table_is_refused()
      throws Exception {
    Map<String, String> environment = environment();
    run(0, environment, "token", "create", "one");
    Path backup = folder.resolve("copy.db");
    run(0, environment, "backup", backup.toString());
    sql(backup, "drop trigger audit_is_never_changed");
    assertThat(run(0, environment, "restore", backup.toString()))
        .contains("which stand again: audit_is_never_changed.");
    assertThatThrownBy(() -> sql(database(), "update audit set actor = 'x' where id = 1"))
        .hasMessageContaining("audit");
    assertThat(run(0, environment, "doctor")).contains("No faults found.");
    sql(backup, "drop table chain");
    assertThat(run(2, environment, "restore", backup.toString()))
        .contains("tables are missing: chain")
        .doesNotContain("\tat ");
    Path foreign = folder.resolve("foreign.db");
    sql(foreign, "create table mine (id integer)");
    assertThat(run(2, environment, "restore", foreign.toString())).contains("of another program");
    assertThat(run(2, environment, "restore", folder.toString())).contains("it is a folder");
    Path empty = Files.createFile(folder.resolve("empty.db"));
    assertThat(run(2, environment, "restore", empty.toString())).contains("there is nothing in it");
  }

  private static void sql(Path file, String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement open = connection.createStatement()) {
      open.execute(statement);
    }
  }

  @Test
  void postgresql_is_left_to_its_own_tools() {
    Map<String, String> environment = environment();
    environment.put("HOMESTRETCH_DATABASE_URL", "jdbc:postgresql://db/homestretch?password=geheim");
    assertThat(run(2, environment, "backup", "copy.dump"))
        .contains("pg_dump --format=custom --file=copy.dump postgresql://db/homestretch")
        .doesNotContain("geheim");
    environment.put("HOMESTRETCH_DATABASE_USER", "hs");
    assertThat(run(2, environment, "backup", "copy.dump"))
        .contains(" postgresql://hs@db/homestretch");
    assertThat(run(2, environment, "restore", "copy.dump")).contains("pg_restore");
  }

  @Test
  void a_backup_is_made_at_the_start_and_so_many_are_kept() throws Exception {
    Map<String, String> environment = environment();
    Path backups = folder.resolve("backups");
    environment.put("HOMESTRETCH_BACKUP_FOLDER", backups.toString());
    environment.put("HOMESTRETCH_BACKUP_KEEP", "2");
    Files.createDirectories(backups);
    for (String old : new String[] {"20250101", "20250102", "20250103"}) {
      Files.writeString(backups.resolve("homestretch-" + old + "-030000-night.db"), "");
    }
    Files.writeString(backups.resolve("other.db"), "");
    try (Program program = Program.start(folder, environment)) {
      program.port();
      Await.until(
          "backed up, the oldest removed",
          () -> {
            try (Stream<Path> files = Files.list(backups)) {
              return files.filter(file -> !file.endsWith("other.db")).count() == 2;
            } catch (IOException e) {
              return false;
            }
          });
    }
    assertThat(backups.resolve("other.db")).exists();
    assertThat(backups.resolve("homestretch-20250103-030000-night.db")).exists();
  }

  @Test
  void a_file_removed_under_the_program_is_noticed_and_nothing_is_accepted() throws Exception {
    Map<String, String> environment = environment();
    environment.put("HOMESTRETCH_SAMPLE", "on");
    try (Program program = Program.start(folder, environment);
        Rest rest = new Rest(program.port(), TOKEN)) {
      Files.delete(database());
      Await.until(
          "noticed within seconds",
          Duration.ofSeconds(20),
          () -> rest.get("/health/ready").status() == 503);
      assertThat(rest.get("/health/ready").text()).contains("removed, moved or exchanged");
      Rest.Answer refused =
          rest.post(
              "/api/v1/campaigns",
              """
              {"slug": "x", "name": "x", "start": "2026-01-01", "deadline": "2026-12-31"}\
              """);
      assertThat(refused.status()).isEqualTo(503);
      // Where the file lies is for operators: readiness, the log, the notices.
      assertThat(refused.text())
          .contains("nothing was stored")
          .doesNotContain(database().toString());
      assertThat(rest.get("/health/ready").text()).contains(database().toString());
      Rest.Answer chat = rest.post("/chat/command", COUNTDOWN);
      assertThat(chat.status()).as(chat.text()).isEqualTo(503);
      assertThat(chat.text())
          .contains("/api/docs/errors#busy", "数据库文件不在原处了")
          .doesNotContain(database().toString());
    }
  }

  private static final String COUNTDOWN =
      """
      {"person": "reader", "channel": "冲刺播报", "language": "zh-CN", "line": "/倒计时"}\
      """;

  @Test
  void a_full_disk_is_said_and_over_once_there_is_room() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()) == 0,
        "this machine lets nobody mount a small disk");
    try {
      Map<String, String> environment = environment();
      environment.put("HOMESTRETCH_DATABASE_URL", "jdbc:sqlite:" + small.resolve("full.db"));
      environment.put("HOMESTRETCH_SAMPLE", "on");
      try (Program program = Program.start(folder, environment);
          Rest rest = new Rest(program.port(), TOKEN)) {
        Path filling = small.resolve("filling");
        try (OutputStream out = Files.newOutputStream(filling)) {
          byte[] kilobyte = new byte[1024];
          while (true) {
            out.write(kilobyte);
          }
        } catch (IOException full) {
          assertThat(full).hasMessageContaining("No space");
        }
        Rest.Answer chat = rest.post("/chat/command", COUNTDOWN);
        for (int i = 0; i < 200 && chat.status() == 200; i++) {
          chat = rest.post("/chat/command", COUNTDOWN);
        }
        assertThat(chat.status()).as(chat.text()).isEqualTo(507);
        assertThat(chat.text())
            .contains("/api/docs/errors#full", "磁盘已满，答复没能存下")
            .doesNotContain(small.toString());
        Rest.Answer refused = rest.post("/api/v1/campaigns", campaign("c"));
        for (int i = 0; i < 200 && refused.status() == 201; i++) {
          refused = rest.post("/api/v1/campaigns", campaign("c" + i));
        }
        assertThat(refused.status()).as(refused.text()).isEqualTo(507);
        assertThat(refused.text()).contains("nothing was stored").doesNotContain("full.db");
        assertThat(rest.get("/health/ready").status()).isEqualTo(503);
        assertThat(rest.get("/health/ready").text()).contains("the disk is full");
        Files.delete(filling);
        assertThat(rest.post("/api/v1/campaigns", campaign("room")).status()).isEqualTo(201);
        Await.until(
            "well again, and said",
            Duration.ofSeconds(20),
            () -> rest.get("/health/ready").status() == 200);
        Await.until(
            "said", () -> rest.get("/api/v1/notices").text().contains("which is well again"));
      }
      assertThat(run(0, environment, "audit", "verify")).contains("unbroken");
    } finally {
      command("umount", small.toString());
    }
  }

  private static String campaign(String slug) {
    return """
    {"slug": "%s", "name": "x", "start": "2026-01-01", "deadline": "2026-12-31"}\
    """
        .formatted(slug);
  }

  private static int command(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }
}
