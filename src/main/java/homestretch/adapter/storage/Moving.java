package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.CHAIN_HEAD;
import static homestretch.adapter.storage.generated.Tables.DELIVERY;
import static homestretch.adapter.storage.generated.Tables.INVITATION;
import static homestretch.adapter.storage.generated.Tables.TOKEN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.adapter.storage.generated.DefaultSchema;
import homestretch.core.audit.Chain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an installation holds, as one file that any other can take: a SQLite file's
 * content on PostgreSQL, and the other way round. A ZIP with {@code homestretch.json} and, of each
 * table, its rows as lines of JSON. Secrets stay behind, and so does what is of one machine or of
 * the moment ({@link #LEFT_OUT}).
 */
public final class Moving {
  /** What is of one machine, of the moment, or a secret as a whole. */
  static final Set<String> LEFT_OUT =
      Set.of(
          "button_token",
          "chat_offer",
          "flyway_schema_history",
          "idempotency",
          "import_job",
          "interaction",
          "login_attempt",
          "node",
          "seat",
          "web_session");

  /** Columns that stay behind: secrets (as hashes), and which node was at a post. */
  private static final Set<Field<?>> STAYS =
      Set.of(TOKEN.HASH, INVITATION.HASH, DELIVERY.CLAIMED_BY);

  private static final String CONTENTS = "homestretch.json";
  private static final int FORMAT = 1;
  private static final int BATCH = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Moving() {}

  /** Why a file is not taken; nothing was written then. */
  public enum Refusal {
    /** No such file, or none that {@link #write} has made. */
    UNREADABLE,
    /** Made by a program whose tables are not those of this one. */
    OF_ANOTHER_VERSION,
    /** There is something in the database already. */
    NOT_EMPTY,
    /** Ledger or audit in it are not what was chained. */
    FALSIFIED
  }

  /** A file that is not taken. */
  public static final class Refused extends RuntimeException {
    private final Refusal why;

    Refused(Refusal why, String detail) {
      super(detail);
      this.why = why;
    }

    public Refusal why() {
      return why;
    }
  }

  /**
   * Writes one state of the database, whatever is written to it meanwhile.
   *
   * @return rows by table
   */
  public static Map<String, Long> write(Database database, Path to, Instant now)
      throws IOException {
    Map<String, Long> rows = new LinkedHashMap<>();
    // It holds what the database holds, and is for the same eyes.
    Backups.createOwn(to);
    try (OutputStream file = Files.newOutputStream(to);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      database.read(
          () -> {
            try {
              for (Table<?> table : tables()) {
                rows.put(table.getName(), write(database.sql(), table, zip));
              }
              zip.putNextEntry(new ZipEntry(CONTENTS));
              ObjectNode contents = JSON.createObjectNode();
              contents.put("format", FORMAT).put("schema", schema(database.sql()));
              contents.put("writtenAt", now.toString());
              contents.set("rows", JSON.valueToTree(rows));
              zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(contents));
              zip.closeEntry();
              return true;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getCause());
    }
    return rows;
  }

  /** Tables that move, each after those that it refers to. */
  static List<Table<?>> tables() {
    Set<Table<?>> ordered = new LinkedHashSet<>();
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      visit(table, ordered);
    }
    return List.copyOf(ordered);
  }

  private static void visit(Table<?> table, Set<Table<?>> ordered) {
    if (LEFT_OUT.contains(table.getName()) || ordered.contains(table)) {
      return;
    }
    for (ForeignKey<?, ?> reference : table.getReferences()) {
      Table<?> other = reference.getKey().getTable();
      if (!other.equals(table)) {
        visit(other, ordered);
      }
    }
    ordered.add(table);
  }

  private static long write(DSLContext sql, Table<?> table, ZipOutputStream zip)
      throws IOException {
    zip.putNextEntry(new ZipEntry(table.getName() + ".jsonl"));
    ArrayNode names = JSON.createArrayNode();
    for (Field<?> field : table.fields()) {
      names.add(field.getName());
    }
    line(zip, names);
    long rows = 0;
    try (var found = sql.selectFrom(table).orderBy(table.getPrimaryKey().getFields()).fetchLazy()) {
      for (Record row : found) {
        ArrayNode line = JSON.createArrayNode();
        for (Field<?> field : table.fields()) {
          line.addPOJO(STAYS.contains(field) ? null : stored(field, row));
        }
        line(zip, line);
        rows++;
      }
    }
    zip.closeEntry();
    return rows;
  }

  private static void line(ZipOutputStream zip, JsonNode line) throws IOException {
    zip.write(JSON.writeValueAsBytes(line));
    zip.write('\n');
  }

  private static <T> @Nullable Object stored(Field<T> field, Record row) {
    Converter<?, T> converter = field.getConverter();
    return converter.to(row.get(field));
  }

  private static String schema(DSLContext sql) {
    return sql
        .fetch(
            "select version from flyway_schema_history where version is not null"
                + " order by installed_rank desc")
        .stream()
        .map(row -> Integer.valueOf(String.valueOf(row.get(0))))
        .max(Integer::compareTo)
        .map(String::valueOf)
        .orElse("0");
  }

  /**
   * Fills an empty database, all or nothing. Tokens and invitations come without their secret, and
   * ended: nobody has what opens them here.
   *
   * @return rows by table
   * @throws Refused if it is not taken
   */
  public static Map<String, Long> read(Database database, Path from, Instant now)
      throws IOException {
    if (!Files.isRegularFile(from)) {
      throw new Refused(Refusal.UNREADABLE, "no such file");
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(from.toFile())) {
      JsonNode contents = contents(zip);
      database.writeAll(
          () -> {
            rows.clear();
            DSLContext sql = database.sql();
            requireEmpty(sql);
            String own = schema(sql);
            String its = contents.path("schema").asText();
            if (!own.equals(its)) {
              throw new Refused(Refusal.OF_ANOTHER_VERSION, its + " ≠ " + own);
            }
            try {
              for (Table<?> table : tables()) {
                rows.put(table.getName(), read(sql, table, zip, now));
              }
            } catch (IOException e) {
              throw new Refused(Refusal.UNREADABLE, String.valueOf(e.getMessage()));
            }
            afterwards(sql);
            Chain.Row broken = new JooqChain(database).walk().broken();
            if (broken != null) {
              throw new Refused(Refusal.FALSIFIED, broken.toString());
            }
          });
    } catch (java.util.zip.ZipException | JsonProcessingException e) {
      throw new Refused(Refusal.UNREADABLE, String.valueOf(e.getMessage()));
    }
    return rows;
  }

  private static JsonNode contents(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(CONTENTS);
    JsonNode contents =
        entry == null
            ? JSON.missingNode()
            : JSON.readTree(zip.getInputStream(entry).readAllBytes());
    if (contents.path("format").asInt() != FORMAT) {
      throw new Refused(Refusal.UNREADABLE, "no " + CONTENTS + " of format " + FORMAT);
    }
    return contents;
  }

  private static void requireEmpty(DSLContext sql) {
    for (Table<?> table : tables()) {
      if (!table.equals(CHAIN_HEAD) && sql.fetchExists(table)) {
        throw new Refused(Refusal.NOT_EMPTY, table.getName());
      }
    }
  }

  private static long read(DSLContext sql, Table<?> table, ZipFile zip, Instant now)
      throws IOException {
    ZipEntry entry = zip.getEntry(table.getName() + ".jsonl");
    if (entry == null) {
      throw new Refused(Refusal.UNREADABLE, "no " + table.getName() + ".jsonl");
    }
    long rows = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
      List<Field<?>> fields = fields(table, lines.readLine());
      List<Query> batch = new ArrayList<>();
      List<Query> later = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Map<Field<?>, @Nullable Object> values = values(fields, JSON.readTree(line));
        ended(table, values, now);
        later.addAll(ownReferences(sql, table, values));
        // The head is there from the first migration on, and cannot be removed.
        batch.add(
            table.equals(CHAIN_HEAD)
                ? sql.update(table).set(values).where(identity(table, values))
                : sql.insertInto(table).set(values));
        rows++;
        if (batch.size() == BATCH) {
          sql.batch(batch).execute();
          batch.clear();
        }
      }
      sql.batch(batch).execute();
      sql.batch(later).execute();
    }
    return rows;
  }

  private static List<Field<?>> fields(Table<?> table, @Nullable String header) throws IOException {
    List<Field<?>> fields = new ArrayList<>();
    for (JsonNode name : JSON.readTree(header == null ? "[]" : header)) {
      Field<?> field = table.field(name.asText());
      if (field == null) {
        throw new Refused(Refusal.UNREADABLE, table.getName() + ": " + name.asText());
      }
      fields.add(field);
    }
    return fields;
  }

  private static Map<Field<?>, @Nullable Object> values(List<Field<?>> fields, JsonNode line) {
    Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i), value(fields.get(i), line.path(i)));
    }
    return values;
  }

  private static <T> @Nullable Object value(Field<T> field, JsonNode given) {
    if (given.isNull() || given.isMissingNode()) {
      return null;
    }
    return from(field.getConverter(), given);
  }

  private static <D, T> @Nullable T from(Converter<D, T> converter, JsonNode given) {
    Class<D> kept = converter.fromType();
    Object stored;
    if (kept == Long.class) {
      stored = given.longValue();
    } else if (kept == Integer.class) {
      stored = given.intValue();
    } else if (kept == Boolean.class) {
      stored = given.isBoolean() ? given.booleanValue() : given.intValue() != 0;
    } else if (kept == BigDecimal.class) {
      stored = new BigDecimal(given.asText());
    } else {
      stored = given.asText();
    }
    return converter.from(kept.cast(stored));
  }

  /** Without its secret nothing opens a token or an invitation; it is listed as ended. */
  private static void ended(Table<?> table, Map<Field<?>, @Nullable Object> values, Instant now) {
    if (table.equals(TOKEN)) {
      values.put(TOKEN.HASH, "moved without its secret: " + values.get(TOKEN.ID));
      if (values.get(TOKEN.REVOKED_AT) == null) {
        values.put(TOKEN.REVOKED_AT, now);
      }
    } else if (table.equals(INVITATION)) {
      values.put(INVITATION.HASH, "moved without its secret: " + values.get(INVITATION.ID));
      if (values.get(INVITATION.USED_AT) == null && values.get(INVITATION.REVOKED_AT) == null) {
        values.put(INVITATION.REVOKED_AT, now);
      }
    }
  }

  /** A row may refer to one of the same table that comes after it: that is said when all stand. */
  private static List<Query> ownReferences(
      DSLContext sql, Table<?> table, Map<Field<?>, @Nullable Object> values) {
    List<Query> later = new ArrayList<>();
    for (ForeignKey<?, ?> reference : table.getReferences()) {
      if (!reference.getKey().getTable().equals(table)) {
        continue;
      }
      for (Field<?> field : reference.getFields()) {
        Object other = values.put(field, null);
        if (other != null) {
          later.add(sql.update(table).set(Map.of(field, other)).where(identity(table, values)));
        }
      }
    }
    return later;
  }

  private static org.jooq.Condition identity(
      Table<?> table, Map<Field<?>, @Nullable Object> values) {
    Field<?> id = table.getPrimaryKey().getFields().getFirst();
    return DSL.condition(Map.of(id, values.get(id)));
  }

  /** What a database has to know of rows that came with their numbers; what nobody may send yet. */
  private static void afterwards(DSLContext sql) {
    // As after a restore: what waits for another try is looked for in its channel before it is
    // sent, as if it had never been tried.
    sql.execute(
        "update delivery set attempts = 0, claimed_by = null"
            + " where state = 'PLANNED' and unsure_at is null");
    if (sql.dialect().family() == SQLDialect.POSTGRES) {
      for (Table<?> table : tables()) {
        if (table.getIdentity() != null || table.field("id") != null) {
          sql.execute(
              "select setval(pg_get_serial_sequence('"
                  + table.getName()
                  + "', 'id'), (select coalesce(max(id), 0) + 1 from "
                  + table.getName()
                  + "), false) where pg_get_serial_sequence('"
                  + table.getName()
                  + "', 'id') is not null");
        }
      }
    }
  }
}
