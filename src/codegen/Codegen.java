import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates jOOQ's table classes from the real SQLite migrations. Run by the build as a program of
 * its own, because jOOQ's Maven plugin does not load in a Maven that runs on 17.
 */
public final class Codegen {
  private static final String STORAGE = "homestretch.adapter.storage.";

  private static final Logger ROOT = Logger.getLogger("");

  public static void main(String[] args) throws Exception {
    ROOT.setLevel(Level.WARNING);
    Path project = Path.of(args[0]);
    Path migrations = project.resolve("migrations/sqlite");
    Path out = project.resolve("target/generated-sources/jooq");
    Path stamp = project.resolve("target/generated-sources/jooq.stamp");
    String hash = hash(migrations, project.resolve("src/codegen/Codegen.java"));
    if (Files.exists(stamp) && Files.readString(stamp).equals(hash)) {
      return;
    }
    Path folder = Files.createTempDirectory("homestretch-codegen");
    Path file = folder.resolve("schema.db");
    String url = "jdbc:sqlite:" + file;
    try {
      Flyway.configure()
          .dataSource(url, null, null)
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      generateOrFail(url, out);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
    Files.writeString(stamp, hash);
  }

  /** jOOQ logs what it cannot read of a schema and goes on without it; the build must not. */
  private static void generateOrFail(String url, Path out) throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    Handler watch =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.SEVERE.intValue()) {
              failed.set(true);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    ROOT.addHandler(watch);
    try {
      generate(url, out);
    } finally {
      ROOT.removeHandler(watch);
    }
    if (failed.get()) {
      throw new IllegalStateException("jOOQ did not understand the whole schema");
    }
  }

  private static void generate(String url, Path out) throws Exception {
    GenerationTool.generate(
        new Configuration()
            .withLogging(Logging.WARN)
            .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl(url))
            .withGenerator(
                new Generator()
                    .withDatabase(
                        new Database()
                            .withName("org.jooq.meta.sqlite.SQLiteDatabase")
                            .withExcludes("flyway_schema_history|sqlite_.*")
                            .withOutputSchemaToDefault(true)
                            .withOutputCatalogToDefault(true)
                            .withForcedTypes(types()))
                    .withGenerate(
                        new Generate()
                            .withRecords(true)
                            .withGlobalObjectReferences(true)
                            // Nobody walks from the one to the many, and the names would collide.
                            .withImplicitJoinPathsToMany(false)
                            .withGeneratedAnnotation(false))
                    .withTarget(
                        new Target()
                            .withPackageName(STORAGE + "generated")
                            .withDirectory(out.toString()))));
  }

  /** Types by the names of columns; the first match wins. */
  private static List<ForcedType> types() {
    return List.of(
        converted("java.time.Instant", "InstantConverter", ".*_at"),
        converted("java.time.LocalDate", "DateConverter", ".*_on"),
        converted(
            "java.math.BigDecimal",
            "DecimalConverter",
            ".*\\.(amount|baseline|minimum|cap|weight|denominator)|.*_points"),
        plain("BOOLEAN", ".*\\.is_.*"),
        plain(
            "INTEGER",
            ".*\\.(version|revision|position|attempts|decimals|shown_decimals|restores|grace|daily_cap)"),
        plain("BIGINT", ".*\\.id|.*(?<!reporter)(?<!author)(?<!actor)_id|.*_changes"));
  }

  private static ForcedType converted(String type, String converter, String columns) {
    return new ForcedType()
        .withUserType(type)
        .withConverter(STORAGE + converter)
        .withIncludeExpression(columns);
  }

  private static ForcedType plain(String type, String columns) {
    return new ForcedType().withName(type).withIncludeExpression(columns);
  }

  private static String hash(Path migrations, Path program) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(migrations)) {
      for (Path file :
          Stream.concat(files.filter(Files::isRegularFile).sorted(), Stream.of(program)).toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(bytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
