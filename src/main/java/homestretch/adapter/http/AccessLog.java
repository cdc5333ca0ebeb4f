package homestretch.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import homestretch.core.keep.AccessRecords;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asked for what, when, from where and with what success: a file for each day, a JSON object a
 * line, readable by its owner alone. China's 网络安全法 (article 21) wants such logs kept for six months
 * at least.
 *
 * <p>An address is written as it was declared, {@code /api/v1/campaigns/{slug}}: a path that
 * somebody typed may hold an invitation's code, and what follows the question mark a token. Of the
 * API, whose paths hold no secrets, the path is written as well. No body, no header.
 */
public final class AccessLog implements AccessRecords, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  private static final String WHO = "homestretch.who";
  private static final String API = "/api/v1/";
  private static final Pattern FILE = Pattern.compile("access-(\\d{4}-\\d{2}-\\d{2})\\.jsonl");

  /** More than come while the disk is slow for a moment; some 2 MB. */
  private static final int MOST_WAITING = 8192;

  private static final int MOST_PATH = 300;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private static final JsonMapper JSON =
      JsonMapper.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, false).build();

  private record Line(Instant at, String text) {}

  private final Path folder;
  private final ZoneId zone;
  private final Clock clock;
  private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  /** The file of the day that was written last; for the thread alone. */
  private @Nullable BufferedWriter writer;

  private @Nullable LocalDate day;
  private boolean hasFailed;

  /**
   * @param folder made when the first line is written
   * @param zone whose days the files are of
   */
  public AccessLog(Path folder, ZoneId zone, Clock clock) {
    this.folder = folder;
    this.zone = zone;
    this.clock = clock;
    thread = Thread.ofPlatform().daemon().name("access-log").start(this::work);
  }

  /**
   * Says who asks, as far as it is known: a token's or a person's name, or the platform's id.
   *
   * @param id empty: nobody knows more than the name
   */
  public static void identify(Context ctx, String id, String name) {
    ctx.attribute(WHO, id.isEmpty() || id.equals(name) ? name : name + " (" + id + ")");
  }

  public void install(JavalinConfig config) {
    config.routes.after(this::note);
  }

  private void note(Context ctx) {
    String path = ctx.path();
    // Machines that look whether we live would be most of it.
    if (path.startsWith("/health/") || path.equals("/metrics")) {
      return;
    }
    Instant at = clock.instant();
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("address", ctx.req().getRemoteAddr());
      @Nullable String who = ctx.attribute(WHO);
      json.writeStringField("who", who);
      json.writeStringField("method", ctx.req().getMethod());
      json.writeStringField("route", matched == null ? null : matched.path);
      if (matched != null && path.startsWith(API)) {
        json.writeStringField("path", path.substring(0, Math.min(path.length(), MOST_PATH)));
      }
      json.writeNumberField("status", ctx.statusCode());
      json.writeStringField("request", RequestId.of(ctx));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (closed || !queue.offer(new Line(at, text.toString()))) {
      lost.incrementAndGet();
    }
  }

  private void work() {
    List<Line> lines = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      try {
        Line first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        lines.add(first);
        queue.drainTo(lines);
        write(lines);
        lines.clear();
      } catch (InterruptedException e) {
        return;
      }
    }
    end();
  }

  private void write(List<Line> lines) {
    try {
      for (Line line : lines) {
        BufferedWriter to = writer(line.at().atZone(zone).toLocalDate());
        to.write(line.text());
        to.newLine();
      }
      if (writer != null) {
        writer.flush();
      }
      long missing = lost.getAndSet(0);
      if (hasFailed || missing > 0) {
        log.warn(
            "the access log goes on; {} lines of it are missing", missing + (hasFailed ? 1 : 0));
        hasFailed = false;
      }
    } catch (IOException e) {
      end();
      lost.addAndGet(lines.size());
      if (!hasFailed) {
        hasFailed = true;
        log.error("the access log cannot be written: {}", e.toString());
      }
    }
  }

  private BufferedWriter writer(LocalDate of) throws IOException {
    BufferedWriter current = writer;
    if (current != null && of.equals(day)) {
      return current;
    }
    end();
    makeFolder();
    Path file = folder.resolve("access-" + of + ".jsonl");
    boolean isNew = !Files.exists(file);
    BufferedWriter opened =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    writer = opened;
    day = of;
    if (isNew) {
      ownersAlone(file, "rw-------");
    }
    return opened;
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      ownersAlone(folder, "rwx------");
    }
  }

  private static void ownersAlone(Path path, String permissions) throws IOException {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (UnsupportedOperationException e) {
      log.debug("{} cannot be made its owner's alone", path, e);
    }
  }

  private void end() {
    BufferedWriter open = writer;
    writer = null;
    day = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("closing the access log", e);
      }
    }
  }

  @Override
  public int removeAccess(Instant before) {
    LocalDate first = before.atZone(zone).toLocalDate();
    int removed = 0;
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && LocalDate.parse(name.group(1)).isBefore(first)) {
          Files.delete(file);
          removed++;
        }
      }
    } catch (DateTimeParseException e) {
      log.warn("a file of no day lies in {}: {}", folder, e.getParsedString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return removed;
  }

  /** What was noted is written first. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        log.warn("the access log does not come to its end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
