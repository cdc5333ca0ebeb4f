package homestretch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.testing.Databases;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed at a shell, and what comes back. */
class CliTest {
  @TempDir Path folder;

  private record Ran(int code, String out, String err) {}

  private Ran run(String locale, String... arguments) {
    return on("jdbc:sqlite:" + folder.resolve("data/homestretch.db"), locale, arguments);
  }

  private static Ran on(String url, String locale, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>();
    environment.put("LANG", locale);
    environment.put("HOMESTRETCH_DATABASE_URL", url);
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            Databases.HOME,
            Clock.fixed(Instant.parse("2026-11-23T01:00:00Z"), ZoneOffset.UTC));
    int code = Cli.run(terminal, arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Properties texts(String name) throws Exception {
    Properties texts = new Properties();
    try (InputStream in = CliTest.class.getResourceAsStream("/cli/" + name)) {
      assertThat(in).isNotNull();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void the_help_has_every_text_in_both_languages() throws Exception {
    Properties english = texts("help.properties");
    Properties chinese = texts("help_zh.properties");
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
  }

  @Test
  void each_command_says_what_it_is_for_in_the_language_of_the_terminal() {
    assertThat(run("zh_CN.UTF-8", "--help").out()).contains("用法：").contains("运行机器人");
    assertThat(run("en_GB.UTF-8", "--help").out()).contains("Usage:").contains("Runs the bot");
    assertThat(run("zh_CN.UTF-8", "import", "--help").out()).contains("--dry-run").contains("不写入");
  }

  @Test
  void wrong_use_exits_with_2_and_names_what_is_missing_or_not_known() {
    Ran missing = run("en_GB", "import");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("missing: PATH").contains("import --help");
    Ran unknown = run("zh_CN", "exprot");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("不认识：exprot");
    Ran date = run("en_GB", "preview", "--on", "2026-13-01");
    assertThat(date.code()).isEqualTo(2);
    assertThat(date.err()).contains("--on: “2026-13-01”");
  }

  @Test
  void a_campaign_that_is_not_there_exits_with_2_and_one_that_is_not_final_with_3()
      throws Exception {
    run("en_GB", "token", "create", "one");
    assertThat(run("en_GB", "verify", "--campaign", "city-2026").code()).isEqualTo(2);
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("departments.csv"), "code,name,league\nA,甲局,组\n");
    Ran imported =
        run("en_GB", "import", tables.toString(), "--campaign", "city-2026", "--year", "2026");
    assertThat(imported.code()).as(imported.err()).isZero();
    Ran verified = run("en_GB", "verify", "--campaign", "city-2026");
    assertThat(verified.code()).isEqualTo(3);
    assertThat(verified.err()).contains("not final");
  }

  @Test
  void a_database_that_the_setting_does_not_lead_to_exits_with_2_and_shows_no_password()
      throws Exception {
    Ran refused =
        on("jdbc:postgresql://127.0.0.1:1/none?password=secret-1", "en_GB", "token", "create", "x");
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .contains("database.url: “jdbc:postgresql://127.0.0.1:1/none?password=…”")
        .contains("cannot connect to PostgreSQL", "HOMESTRETCH_DATABASE_URL")
        .doesNotContain("secret-1");
    Path plain = Files.writeString(folder.resolve("plain"), "");
    Ran folderless = on("jdbc:sqlite:" + plain.resolve("x.db"), "zh_CN", "token", "create", "x");
    assertThat(folderless.code()).as(folderless.err()).isEqualTo(2);
    assertThat(folderless.err()).contains("应为本程序的用户能写的地方", "环境变量");
    Ran isFolder = on("jdbc:sqlite:" + folder, "en_GB", "token", "create", "x");
    assertThat(isFolder.code()).as(isFolder.err()).isEqualTo(2);
  }

  @Test
  void a_database_that_is_gone_exits_with_3() throws Exception {
    assertThat(run("en_GB", "token", "create", "x").code()).isZero();
    Path file = folder.resolve("data/homestretch.db");
    Files.delete(file);
    Ran gone = run("en_GB", "token", "create", "y");
    assertThat(gone.code()).isEqualTo(3);
    assertThat(gone.err()).contains("is gone, though one stood there");
  }

  @Test
  void an_import_of_what_is_not_there_is_wrong_use() {
    Ran ran = run("en_GB", "import", "nosuch", "--campaign", "c", "--year", "2026");
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains("nosuch");
  }

  @Test
  void what_only_reads_or_takes_back_makes_no_database_where_there_is_none() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("departments.csv"), "code,name,league\nA,甲局,组\n");
    String to = folder.resolve("out").toString();
    for (String typed :
        List.of(
            "audit verify",
            "audit export " + to,
            "export --everything --to " + to,
            "export --campaign city-2026 --to " + to,
            "token list",
            "token revoke one",
            "preview",
            "calendar CN 2026",
            "verify --campaign city-2026",
            "backup " + to,
            "import " + tables + " --campaign city-2026 --year 2026 --dry-run")) {
      Ran ran = run("en_GB", typed.split(" "));
      assertThat(ran.code()).as(typed).isEqualTo(2);
      assertThat(ran.err()).as(typed).startsWith("there is no database at " + folder);
      assertThat(ran.out()).as(typed).isEmpty();
    }
    assertThat(run("zh_CN", "token", "list").err()).startsWith("还没有数据库：" + folder);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(tables);
    }
  }

  @Test
  void what_is_written_for_the_operator_is_for_no_other_user_of_the_machine() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("departments.csv"), "code,name,league\nA,甲局,组\n");
    run("en_GB", "import", tables.toString(), "--campaign", "city-2026", "--year", "2026");
    Path out = Files.createDirectory(folder.resolve("out"));
    // A table of an older export that others could read.
    Files.writeString(out.resolve("departments.csv"), "old");
    run("en_GB", "export", "--campaign", "city-2026", "--to", out.toString());
    run("en_GB", "export", "--campaign", "city-2026", "--to", out.toString(), "--format", "xlsx");
    run("en_GB", "audit", "export", out.resolve("chain.jsonl").toString());
    run("en_GB", "export", "--everything", "--to", out.resolve("all.zip").toString());
    assertThat(out.resolve("departments.csv")).content().contains("甲局");
    assertThat(out).isDirectoryContaining("glob:**.xlsx");
    assertThat(out).isDirectoryContaining("glob:**.jsonl");
    assertThat(out).isDirectoryContaining("glob:**.zip");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .as(file.toString())
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void a_preview_of_a_campaign_without_schedules_says_that_nothing_is_planned() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("departments.csv"), "code,name,league\nA,甲局,组\n");
    run("en_GB", "import", tables.toString(), "--campaign", "city-2026", "--year", "2026");
    Ran preview = run("en_GB", "preview", "--on", "2026-11-23");
    assertThat(preview.code()).isZero();
    assertThat(preview.out()).contains("city-2026, 2026-11-23: no post is planned for this day.");
    Ran json = run("en_GB", "preview", "--on", "2026-11-23", "--json");
    assertThat(json.out().strip()).isEqualTo("[ ]");
  }

  @Test
  void audit_verify_names_the_first_broken_row_and_exits_1() throws Exception {
    run("en_US.UTF-8", "token", "create", "one");
    run("en_US.UTF-8", "token", "create", "two");
    assertThat(run("en_US.UTF-8", "audit", "verify").out()).startsWith("unbroken: 0 + 2 rows");
    assertThat(run("zh_CN.UTF-8", "audit", "verify").out()).startsWith("完好：0 + 2 行");
    assertThat(run("en_US.UTF-8", "audit", "verify", "--json").out())
        .contains("\"unbroken\":true", "\"audits\":2");
    Path file = folder.resolve("chain.jsonl");
    assertThat(run("en_US.UTF-8", "audit", "export", file.toString()).code()).isZero();
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(run("en_US.UTF-8", "audit", "export", file.toString()).code()).isEqualTo(2);
    assertThat(run("en_US.UTF-8", "audit").code()).isEqualTo(2);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/homestretch.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("drop trigger audit_is_never_changed");
      statement.execute("update audit set actor = 'somebody else' where id = 2");
    }
    Ran broken = run("en_US.UTF-8", "audit", "verify");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).isEqualTo("audit 2\n");
    assertThat(broken.err()).contains("changed");
    assertThat(run("en_US.UTF-8", "audit", "verify", "--json").out())
        .contains("\"broken\":{\"how\":\"changed\",\"id\":2,\"table\":\"audit\"}");
  }
}
