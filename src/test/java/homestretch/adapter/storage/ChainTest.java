package homestretch.adapter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.audit.Chain;
import homestretch.core.department.Department;
import homestretch.core.goal.Goal;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes the ledger or the audit at the database's own prompt is found out. */
class ChainTest {
  private static final List<String> TRIGGERS =
      List.of(
          "report_is_never_changed on report",
          "report_is_never_removed on report",
          "audit_is_never_changed on audit",
          "audit_is_never_removed on audit",
          "chain_is_never_changed on chain",
          "chain_is_never_removed on chain",
          "chain_head_only_goes_on on chain_head",
          "published_is_never_changed on published");

  /** A drive with twelve figures, as they came in. */
  private static final class Tampered implements AutoCloseable {
    final Databases databases;
    final World world;
    final JooqChain chain;

    Tampered(Databases databases) {
      this.databases = databases;
      world = new World(databases);
      chain = new JooqChain(world.database);
      Department department = world.department("A");
      Goal goal = world.goal("G", "1");
      world.target(department, goal, "100");
      for (int day = 1; day <= 12; day++) {
        world.report(department, goal, String.valueOf(day * 5), "2026-11-%02d".formatted(day));
      }
    }

    void sql(String statement) {
      world.execute(statement);
    }

    /** What somebody does first who has the whole database in hand. */
    void disarm() {
      TRIGGERS.forEach(
          trigger ->
              sql(
                  "drop trigger "
                      + (databases == Databases.SQLITE ? trigger.split(" ")[0] : trigger)));
      if (databases == Databases.SQLITE) {
        sql("drop trigger report_is_never_replaced");
        sql("drop trigger audit_is_never_replaced");
      }
    }

    String found() {
      Chain.Walk walk = chain.walk();
      return walk.broken() == null ? "unbroken" : walk.broken() + " " + walk.how();
    }

    @Override
    public void close() {
      world.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_untouched_chain_is_unbroken_and_counts_every_row(Databases databases) {
    try (Tampered t = new Tampered(databases)) {
      Chain.Walk walk = t.chain.walk();
      assertThat(t.found()).isEqualTo("unbroken");
      assertThat(walk.reports()).isEqualTo(12);
      assertThat(walk.audits()).isPositive();
      assertThat(walk.head().links()).isEqualTo(walk.reports() + walk.audits());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_row_that_was_changed_removed_put_in_or_moved_is_named(Databases databases) {
    record Case(String expected, String... statements) {}
    List<Case> cases =
        List.of(
            new Case("report 5 CHANGED", "update report set amount = '99' where id = 5"),
            new Case("report 5 CHANGED", "update report set entered_at = 1 where id = 5"),
            new Case("report 5 CHANGED", "update report set reporter = 'nobody' where id = 5"),
            new Case("report 5 CHANGED", "update report set state = 'VERIFIED' where id = 5"),
            new Case(
                "report 5 CHANGED", "update report set note = 'x', evidence = 'y' where id = 5"),
            new Case("audit 3 CHANGED", "update audit set after = '{}' where id = 3"),
            new Case("audit 3 CHANGED", "update audit set actor = 'x' where id = 3"),
            new Case("audit 3 CHANGED", "update audit set happened_at = 1 where id = 3"),
            new Case("report 5 REMOVED", "delete from report where id = 5"),
            new Case("audit 3 REMOVED", "delete from audit where id = 3"),
            new Case("report 12 REMOVED", "delete from report where id = 12"),
            new Case("report 777 INSERTED", copyOf5As(777)),
            new Case(
                "report 5 CHANGED",
                "update report set id = 1000 where id = 5",
                "update report set id = 5 where id = 6",
                "update report set id = 6 where id = 1000"),
            new Case(
                "report 12 REMOVED",
                "delete from report where id = 12",
                "delete from chain where id >= (select id from chain where kind = 'report' and"
                    + " row_id = 12)",
                "delete from audit where id not in (select row_id from chain where kind ="
                    + " 'audit')"),
            new Case(
                "report 5 INSERTED", "delete from chain where kind = 'report' and row_id = 5"));
    for (Case each : cases) {
      try (Tampered t = new Tampered(databases)) {
        t.disarm();
        Arrays.stream(each.statements).forEach(t::sql);
        assertThat(t.found()).as(String.join("; ", each.statements)).isEqualTo(each.expected);
        t.world.report(departmentOf(t), goalOf(t), "77", "2026-11-20");
        assertThat(t.found())
            .as("after more was entered: " + String.join("; ", each.statements))
            .startsWith(each.expected.substring(0, each.expected.lastIndexOf(' ')));
      }
      if (databases == Databases.POSTGRESQL && each.expected.startsWith("report 12")) {
        break;
      }
    }
  }

  private static Department departmentOf(Tampered t) {
    return t.world.database.read(
        () -> t.world.departmentRows.departments(t.world.campaign.id()).getFirst());
  }

  private static Goal goalOf(Tampered t) {
    return t.world.database.read(() -> t.world.goalRows.goals(t.world.campaign.id()).getFirst());
  }

  private static String copyOf5As(int id) {
    String rest =
        String.join(
            ", ", ChainedTable.REPORT.columns.stream().filter(c -> !c.equals("id")).toList());
    return "insert into report (id, "
        + rest
        + ") select "
        + id
        + ", "
        + rest.replace("as_of_on", "'2026-10-01'")
        + " from report where id = 5";
  }

  @Test
  void who_recomputes_the_whole_chain_is_betrayed_by_what_was_posted() throws Exception {
    try (Tampered t = new Tampered(Databases.SQLITE)) {
      t.world.boards.published(
          t.world.campaign, LocalDate.of(2026, 11, 12), t.world.clock.instant(), t.chain.head());
      t.disarm();
      t.sql("drop trigger chain_head_is_never_removed");
      t.sql("update report set amount = '99' where id = 5");
      t.sql("delete from chain");
      t.sql("update chain_head set links = 0, digest = '" + ChainedTable.START + "'");
      t.world.database.writeAll(
          () ->
              t.world
                  .database
                  .sql()
                  .connection(
                      sql -> {
                        for (ChainedTable table : ChainedTable.values()) {
                          Links.linkAll(sql, table);
                        }
                      }));
      assertThat(t.found()).endsWith(" LINK");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_of_ledger_audit_and_chain_is_changed_removed_or_replaced(Databases databases) {
    List<String> statements =
        new ArrayList<>(
            List.of(
                "update report set amount = '1'",
                "delete from report",
                "update audit set actor = 'x'",
                "delete from audit",
                "update chain set digest = ''",
                "delete from chain",
                "delete from chain_head",
                "update chain_head set links = links - 1",
                "insert into chain_head (id, links, digest, last_report_id, last_audit_id)"
                    + " values (2, 0, '', 0, 0)"));
    if (databases == Databases.SQLITE) {
      statements.addAll(
          List.of(
              "insert or replace into report select * from report where id = 5",
              "replace into report (campaign_id, department_id, goal_id, as_of_on, version, amount,"
                  + " note, evidence, state, restores, reason, reporter, door, entered_at, step)"
                  + " select campaign_id, department_id, goal_id, as_of_on, version, '99', note,"
                  + " evidence, state, restores, reason, reporter, door, entered_at, step from"
                  + " report where id = 5",
              "insert or replace into audit select * from audit where id = 2",
              "insert or replace into chain select id, kind, row_id, '' from chain where id = 2",
              "update or replace report set amount = '1' where id = 5"));
    } else {
      statements.addAll(
          List.of("truncate report", "truncate audit", "truncate chain", "truncate chain_head"));
    }
    try (Tampered t = new Tampered(databases)) {
      for (String statement : statements) {
        assertThatThrownBy(() -> t.sql(statement)).as(statement).hasMessageContaining("only ever");
      }
      assertThat(t.found()).isEqualTo("unbroken");
    }
  }

  @ParameterizedTest
  @EnumSource
  void writers_at_once_make_one_chain(Databases databases) {
    try (Tampered t = new Tampered(databases)) {
      Department department = departmentOf(t);
      Goal goal = goalOf(t);
      CompletableFuture<?>[] writers = new CompletableFuture<?>[6];
      for (int i = 0; i < writers.length; i++) {
        int month = i + 1;
        writers[i] =
            CompletableFuture.runAsync(
                () -> {
                  for (int day = 1; day <= 8; day++) {
                    t.world.report(department, goal, "7", "2026-%02d-%02d".formatted(month, day));
                  }
                });
      }
      CompletableFuture.allOf(writers).join();
      assertThat(t.found()).isEqualTo("unbroken");
      assertThat(t.chain.walk().reports()).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_export_can_be_checked_without_the_program(Databases databases) throws Exception {
    try (Tampered t = new Tampered(databases)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      List<String> digests = new ArrayList<>(List.of("0".repeat(64)));
      t.chain.each(
          link -> {
            String hashed = digests.getLast() + "\n" + link.row().table() + "\n" + link.content();
            digests.add(
                HexFormat.of().formatHex(sha.digest(hashed.getBytes(StandardCharsets.UTF_8))));
            assertThat(link.digest()).isEqualTo(digests.getLast());
          });
      assertThat(digests.getLast()).isEqualTo(t.chain.head().digest());
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_column_of_ledger_and_audit_is_covered(Databases databases) throws Exception {
    String url = databases.freshUrl();
    try (Database database = Databases.open(url);
        Connection connection = DriverManager.getConnection(url)) {
      assertThat(database.isOutdated()).isFalse();
      for (ChainedTable table : ChainedTable.values()) {
        Set<String> columns = new TreeSet<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, null, table.table, null)) {
          while (found.next()) {
            columns.add(found.getString("COLUMN_NAME"));
          }
        }
        assertThat(new TreeSet<>(table.columns)).isEqualTo(columns);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_of_an_existing_installation_are_chained_once(Databases databases) throws Exception {
    String url = databases.freshUrl();
    Flyway.configure()
        .dataSource(url, null, null)
        .locations(
            "filesystem:"
                + Databases.HOME.resolve("migrations").resolve(databases.name().toLowerCase()))
        .target("27")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (int i = 1; i <= 900; i++) {
        statement.addBatch(
            "insert into audit (happened_at, actor, door, action, subject, actor_id) values ("
                + i
                + ", '张三', 'web', 'goal.change', 'x', '7')");
      }
      statement.executeBatch();
    }
    try (Database database = Databases.open(url)) {
      Chain.Walk walk = new JooqChain(database).walk();
      assertThat(walk.broken()).isNull();
      assertThat(walk.audits()).isEqualTo(900);
    }
    try (Database database = Databases.open(url)) {
      assertThat(new JooqChain(database).head().links()).isEqualTo(900);
    }
  }
}
