package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CAMPAIGN;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import homestretch.core.fault.Fault;
import homestretch.core.node.Node;
import homestretch.core.store.Transactions;
import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import homestretch.core.work.Pool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * The database: a SQLite file or PostgreSQL. Transactions run on platform threads of its own
 * ({@link Engine}) and are bound to them; whoever asked waits, for as long as it may.
 */
public final class Database implements Transactions, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** How jOOQ writes SQL, and what it need not look at. */
  static final Settings SETTINGS =
      new Settings().withRenderSchema(false).withExecuteLogging(false).withFetchWarnings(false);

  private static final ScopedValue<DSLContext> OPEN = ScopedValue.newInstance();
  private static final ScopedValue<Boolean> WRITING = ScopedValue.newInstance();

  private static final int POOL = 4;
  private static final Duration GET_CONNECTION = Duration.ofSeconds(4);
  private static final Duration VALIDATE = Duration.ofSeconds(3);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final Engine engine;
  private final AtomicLong writes = new AtomicLong();
  private final @Nullable Path file;
  private final @Nullable SqliteGuard guard;
  private @Nullable FileLock lock;
  private volatile @Nullable SqliteState state;
  private @Nullable PostgresServer server;
  private int newestMigration;
  private volatile boolean isOutdated;

  private Database(Engine engine, @Nullable Path file, @Nullable SqliteGuard guard) {
    this.engine = engine;
    this.file = file;
    this.guard = guard;
  }

  /** What cannot be opened, in words for the operator. */
  public static final class Unusable extends RuntimeException {
    private final transient Text text;
    private final boolean isOfSetting;

    /** The setting is right; what stands there, or who has it, does not allow it. */
    public Unusable(Text text) {
      super(text.en());
      this.text = text;
      this.isOfSetting = false;
    }

    /** The setting is right; what stands there does not allow it. */
    public Unusable(Text text, Throwable cause) {
      super(text.en(), cause);
      this.text = text;
      this.isOfSetting = false;
    }

    private Unusable(String url, Text why, @Nullable Throwable cause) {
      super("database.url: “" + shown(url) + "”: " + why.en(), cause);
      this.text =
          new Text("database.url：“" + shown(url) + "”：" + why.zh(), String.valueOf(getMessage()));
      this.isOfSetting = true;
    }

    /**
     * The setting {@code database.url} leads to nothing that can be opened.
     *
     * @param why said after the key and the value, which is shown without a password
     */
    static Unusable setting(String url, Text why, @Nullable Throwable cause) {
      return new Unusable(url, why, cause);
    }

    private static String shown(String url) {
      return url.replaceAll("(?i)(password=)[^&]*", "$1…")
          .replaceAll("(//[^/@:]*:)[^/@]*@", "$1…@");
    }

    /** Whether another {@code database.url} is what mends it. */
    public boolean isOfSetting() {
      return isOfSetting;
    }

    public Text text() {
      return text;
    }
  }

  /**
   * Opens and migrates.
   *
   * @param migrations the folder that holds {@code sqlite/} and {@code postgresql/}
   * @throws Unusable if it cannot be opened or was made by a newer version
   */
  public static Database open(
      String url, @Nullable String user, @Nullable String password, Path migrations) {
    return open(url, user, password, POOL, migrations);
  }

  /**
   * @param poolSize connections that write, and as many that read; PostgreSQL only
   */
  public static Database open(
      String url, @Nullable String user, @Nullable String password, int poolSize, Path migrations) {
    return open(url, user, password, poolSize, migrations, to -> {});
  }

  /** What is done before a database that holds data is moved on; not on PostgreSQL. */
  public interface BeforeMigration {
    /**
     * @param to the version that it is moved on to
     */
    void moving(String to);
  }

  public static Database open(
      String url,
      @Nullable String user,
      @Nullable String password,
      int poolSize,
      Path migrations,
      BeforeMigration before) {
    if (url.startsWith(SQLITE)) {
      Thread.ofPlatform().daemon().start(() -> preload(SQLDialect.SQLITE));
      return openSqlite(url, migrations, before);
    }
    if (url.startsWith(POSTGRESQL)) {
      return openPostgresql(PostgresServer.of(url, user, password), poolSize, migrations);
    }
    throw Unusable.setting(
        url,
        new Text(
            "应为 jdbc:sqlite:文件 或 jdbc:postgresql://主机/数据库",
            "expected jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE"),
        null);
  }

  private static Database openPostgresql(PostgresServer server, int poolSize, Path migrations) {
    HikariDataSource write = null;
    HikariDataSource read = null;
    try {
      write =
          new HikariDataSource(
              postgresql(server, poolSize + PostgresEngine.KEPT_WRITERS, PostgresServer.ANSWER));
      HikariConfig reading =
          postgresql(server, poolSize + PostgresEngine.KEPT_READERS, PostgresServer.ANSWER);
      reading.setReadOnly(true);
      // All of a read sees one state, as it does on SQLite: a board is put together by many.
      reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
      read = new HikariDataSource(reading);
      // Of nodes that start at once one migrates; the others find it done.
      server.alone(
          () -> {
            // On connections of its own: a migration may take longer than any answer.
            HikariConfig migrating = postgresql(server, 2, Duration.ZERO);
            // Nodes of the older version go on meanwhile: their transactions are waited for.
            migrating.setConnectionInitSql("set lock_timeout = 60000");
            try (HikariDataSource patient = new HikariDataSource(migrating)) {
              migrate(patient, migrations.resolve("postgresql"), to -> {});
            }
          });
      Database database = new Database(new PostgresEngine(write, read, poolSize), null, null);
      database.server = server;
      database.newestMigration = newest(migrations.resolve("postgresql"));
      return database;
    } catch (RuntimeException e) {
      if (read != null) {
        read.close();
      }
      if (write != null) {
        write.close();
      }
      throw e instanceof Unusable ? e : server.unreachable(e);
    }
  }

  private static HikariConfig postgresql(PostgresServer server, int poolSize, Duration answer) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url());
    config.setDataSourceProperties(server.properties(answer));
    config.setMaximumPoolSize(poolSize);
    config.setConnectionTimeout(GET_CONNECTION.toMillis());
    config.setValidationTimeout(VALIDATE.toMillis());
    config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    return config;
  }

  static int newest(Path migrations) {
    try (Stream<Path> files = Files.list(migrations)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("V\\d+__.*"))
          .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new Unusable(
          new Text(
              "无法读取数据库升级脚本的文件夹 " + migrations + "：" + Reasons.of(e).zh(),
              "the folder of the migrations cannot be read: "
                  + migrations
                  + ": "
                  + Reasons.of(e).en()),
          e);
    }
  }

  /** Joins the nodes on this database; alone on a SQLite file, once {@link #takeAlone} has it. */
  public Node join(Clock clock) {
    PostgresServer shared = server;
    return shared == null
        ? SoleNode.of(this, clock)
        : PostgresNode.join(shared, clock, newestMigration, () -> isOutdated = true);
  }

  /** Does something while no other node does. */
  public void alone(Runnable step) {
    PostgresServer shared = server;
    if (shared == null) {
      step.run();
    } else {
      shared.alone(step);
    }
  }

  /** Whether a newer program has moved the schema on: this one only reads. */
  public boolean isOutdated() {
    return isOutdated;
  }

  private static Database openSqlite(String url, Path migrations, BeforeMigration before) {
    Path file = Path.of(url.substring(SQLITE.length())).toAbsolutePath();
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw Unusable.setting(
          url,
          new Text(
              "无法新建 " + file + " 所在的文件夹（" + Reasons.of(e).zh() + "）；应为本程序的用户能写的地方",
              "the folder of "
                  + file
                  + " cannot be made ("
                  + Reasons.of(e).en()
                  + "); expected a place that the program's user may write to"),
          e);
    }
    Path mark = Path.of(file + ".stood");
    requireTheSame(file, mark);
    ownFile(file);
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(SqliteConnection.url(file));
    try (Connection probe = source.getConnection()) {
      // Keeps the log of the file open while Flyway opens and closes connections.
      migrate(source, migrations.resolve("sqlite"), before);
    } catch (SQLException | Unusable e) {
      throw SqliteGuard.unusable(url, file, e);
    }
    mark(mark, file);
    SqliteGuard guard = new SqliteGuard(file);
    return new Database(new SqliteEngine(file, guard), file, guard);
  }

  /** A new, empty database is never begun in the place of one that is gone. */
  private static void requireTheSame(Path file, Path mark) {
    try {
      if (Files.exists(mark) && (!Files.exists(file) || Files.size(file) == 0)) {
        throw new Unusable(
            new Text(
                "数据库 "
                    + file
                    + " 不见了，而这里原来有一个。请把它放回去，或恢复备份：homestretch restore 备份文件；确实要从头开始，就删掉 "
                    + mark,
                "the database "
                    + file
                    + " is gone, though one stood there. Put it back, or restore a backup:"
                    + " homestretch restore FILE; to begin anew indeed, delete "
                    + mark));
      }
    } catch (IOException e) {
      throw new Unusable(
          new Text(
              "database.url：查不到 " + file + "：" + Reasons.of(e).zh(),
              "database.url: cannot look at " + file + ": " + Reasons.of(e).en()),
          e);
    }
  }

  private static void mark(Path mark, Path file) {
    try {
      if (!Files.exists(mark)) {
        Files.writeString(
            mark,
            "A Homestretch database stands at "
                + file.getFileName()
                + ". While this file is here, an empty one is never begun in its place.\n");
      }
    } catch (IOException e) {
      log.warn("cannot write {}", mark, e);
    }
  }

  /** Makes the file, and what SQLite lays beside it, readable by its owner alone. */
  private static void ownFile(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException e) {
      // Of another owner, or without such permissions: opening it says what is wrong, if anything.
      log.debug("cannot make {} readable by its owner alone", file, e);
    }
  }

  /**
   * Half of a start is the loading of jOOQ's classes: done on a second core while the database is
   * opened and migrated.
   */
  private static void preload(SQLDialect dialect) {
    DSLContext unconnected = DSL.using(dialect);
    unconnected.selectFrom(CAMPAIGN).where(CAMPAIGN.ID.eq(0L)).limit(1).getSQL();
    unconnected.insertInto(CAMPAIGN).set(CAMPAIGN.ID, 0L).getSQL();
  }

  private static void migrate(DataSource source, Path migrations, BeforeMigration before) {
    if (!Files.isDirectory(migrations)) {
      throw new Unusable(
          new Text(
              "缺少数据库升级脚本的文件夹：" + migrations,
              "the folder of the migrations is missing: " + migrations));
    }
    try {
      Flyway flyway =
          Flyway.configure()
              .dataSource(source)
              .locations("filesystem:" + migrations)
              .javaMigrations(new ChainMigration())
              .load();
      MigrationInfoService state = flyway.info();
      for (MigrationInfo migration : state.all()) {
        if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
          throw new Unusable(
              new Text(
                  "数据库是更新版本的冲刺榜建的（有本版不认识的升级 " + migration.getVersion() + "）；请启动较新的版本，或恢复升级前的备份",
                  "the database is of a newer Homestretch (it has migration "
                      + migration.getVersion()
                      + ", which this version does not know); start the newer version, or restore a"
                      + " backup made before the upgrade"));
        }
      }
      // Each question to Flyway reads all the scripts again: a later start asks but once.
      if (Arrays.stream(state.all()).allMatch(Database::standsAsShipped)) {
        return;
      }
      MigrationInfo[] pending = state.pending();
      if (pending.length > 0 && state.current() != null) {
        before.moving(String.valueOf(pending[pending.length - 1].getVersion()));
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new Unusable(
          new Text(
              "数据库无法升级：" + e.getMessage(), "the database cannot be migrated: " + e.getMessage()),
          e);
    }
  }

  /** What {@code migrate} would find to do nothing about: applied, and by the script we ship. */
  private static boolean standsAsShipped(MigrationInfo migration) {
    return migration.getState() == MigrationState.SUCCESS
        && migration.isChecksumMatching()
        && migration.isDescriptionMatching()
        && migration.isTypeMatching();
  }

  /**
   * Takes the SQLite file for this process alone; it is given back when the process ends, however
   * it ends.
   *
   * @return true if nobody else can be serving this database (SQLite); false on PostgreSQL
   * @throws Unusable if another process has it
   */
  public boolean takeAlone() {
    if (file == null) {
      return false;
    }
    Path beside = Path.of(file + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      throw new Unusable(
          new Text(
              "无法锁定 " + beside + "：" + Reasons.of(e).zh(),
              "cannot lock " + beside + ": " + Reasons.of(e).en()));
    }
    if (lock == null) {
      throw new Unusable(
          new Text(
              "另一个冲刺榜正在使用 " + file + "；请先停掉它，或另设 database.url（多个节点要用 PostgreSQL）",
              "another Homestretch is serving "
                  + file
                  + "; stop it first, or give this one a database.url of its own (several nodes"
                  + " need PostgreSQL)"));
    }
    state = SqliteState.of(file).orElse(null);
    return true;
  }

  /** The transaction that this thread has open. */
  DSLContext sql() {
    if (!OPEN.isBound()) {
      throw new IllegalStateException("no transaction is open here");
    }
    return OPEN.get();
  }

  @Override
  public <T> T read(Supplier<T> step) {
    if (OPEN.isBound()) {
      return step.get();
    }
    try {
      return engine.read(step);
    } catch (DataAccessException e) {
      SqliteGuard watching = guard;
      throw watching == null ? e : watching.said(e);
    }
  }

  @Override
  public @Nullable Object state() {
    SqliteState shared = state;
    return shared == null || OPEN.isBound() ? null : shared.now();
  }

  @Override
  public boolean isOpen() {
    return OPEN.isBound();
  }

  @Override
  public boolean isWriting() {
    return OPEN.isBound() && WRITING.get();
  }

  @Override
  public <T> T write(Supplier<T> step) {
    if (OPEN.isBound()) {
      if (!WRITING.get()) {
        throw new IllegalStateException("a write inside a read");
      }
      return step.get();
    }
    if (isOutdated) {
      throw new Fault.Conflict(
          new Text(
              "另一节点已升级数据库，本节点版本较旧，只能读取；请升级本节点",
              "another node has moved the database on to a newer version; this node is older and"
                  + " only reads. Please update it"));
    }
    SqliteGuard watching = guard;
    writes.incrementAndGet();
    T done;
    try {
      done = engine.write(step);
    } catch (DataAccessException e) {
      throw watching == null ? e : watching.said(e);
    } catch (Fault.Busy e) {
      if (watching != null) {
        watching.givenUp();
      }
      throw e;
    }
    Caller.written();
    return done;
  }

  /**
   * Looks whether the file under the program is still the one that it opened, and can be written;
   * on PostgreSQL there is none. Writes a few bytes now and then.
   *
   * @return what is wrong, in words
   */
  public Optional<Text> look() {
    SqliteGuard watching = guard;
    return watching == null
        ? Optional.empty()
        : watching.look(
            () -> writeAll(() -> sql().execute("update node set beat_at = beat_at + 1")));
  }

  /** What was wrong when anybody looked or wrote last. */
  public Optional<Text> trouble() {
    SqliteGuard watching = guard;
    return watching == null ? Optional.empty() : watching.trouble();
  }

  /** Runs what belongs into a transaction that an engine has begun on this thread. */
  static void inside(DSLContext transaction, boolean writing, Runnable step) {
    ScopedValue.where(OPEN, transaction).where(WRITING, writing).run(step);
  }

  /** How much of its connections is in use. */
  public List<Pool> pools() {
    return engine.pools();
  }

  /** How many transactions have asked to write since this was opened. */
  public long writes() {
    return writes.get();
  }

  /** Whether somebody on this thread is inside a transaction, where no network may be used. */
  public static boolean isInTransaction() {
    return OPEN.isBound();
  }

  @Override
  public void close() {
    try {
      SqliteState shared = state;
      if (shared != null) {
        shared.end();
      }
      engine.close();
      if (shared != null) {
        shared.close();
      }
      if (lock != null) {
        lock.channel().close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("closing the database", e);
    }
  }
}
