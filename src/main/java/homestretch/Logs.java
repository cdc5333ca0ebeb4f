package homestretch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where the log goes and how it looks: to standard error, as text or JSON; whoever runs the program
 * keeps and rotates it (journald, a container, a file). Built on {@code java.util.logging}, which
 * the JDK brings, behind SLF4J.
 */
public final class Logs {
  /** Set by tests, which keep the log for themselves. */
  public static final String KEPT = "homestretch.logs.kept";

  /** The request that a line belongs to, in SLF4J's MDC. */
  public static final String REQUEST = "request";

  private static final Logger ROOT = Logger.getLogger("");

  /** Held here: {@code java.util.logging} forgets the levels of loggers that nobody holds. */
  private static final List<Logger> HELD = new ArrayList<>();

  private Logs() {}

  /** Takes hold at once, for all loggers. */
  public static synchronized void configure(Settings.Log settings) {
    if (Boolean.getBoolean(KEPT)) {
      return;
    }
    HELD.clear();
    Level ours = level(settings.level());
    // Of the libraries what is worth knowing; all of it to whoever asks for it.
    level("", ours.intValue() <= Level.FINE.intValue() ? Level.INFO : Level.WARNING);
    level("homestretch", ours);
    if (settings.level() == Settings.Log.Level.ERROR) {
      level("", Level.SEVERE);
    }
    // Logs every failed request with its stack; we say what a failure means, once.
    level("net.dv8tion.jda.internal.requests.Requester", Level.OFF);
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ROOT.addHandler(
        new Console(
            switch (settings.format()) {
              case TEXT -> new Lines();
              case JSON -> new Json();
            }));
  }

  private static void level(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    HELD.add(logger);
  }

  private static Level level(Settings.Log.Level level) {
    return switch (level) {
      case ERROR -> Level.SEVERE;
      case WARN -> Level.WARNING;
      case INFO -> Level.INFO;
      case DEBUG -> Level.FINE;
      case TRACE -> Level.FINEST;
    };
  }

  private static String word(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return value >= Level.INFO.intValue()
        ? "INFO"
        : value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }

  private static @Nullable String stack(LogRecord line) {
    if (line.getThrown() == null) {
      return null;
    }
    StringWriter stack = new StringWriter();
    line.getThrown().printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }

  /** In UTF-8, whatever the machine's locale says; each line at once. */
  private static final class Console extends Handler {
    private final PrintStream out = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    Console(Formatter formatter) {
      setFormatter(formatter);
    }

    @Override
    public void publish(LogRecord line) {
      if (isLoggable(line)) {
        out.print(getFormatter().format(line));
        out.flush();
      }
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  /** {@code 2026-11-26T09:00:00.123+08:00 INFO Connection [4f1c…] - connected}. */
  static final class Lines extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
            .withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord line) {
      String name = String.valueOf(line.getLoggerName());
      String request = MDC.get(REQUEST);
      String stack = stack(line);
      return TIME.format(line.getInstant())
          + " "
          + word(line.getLevel())
          + " "
          + name.substring(name.lastIndexOf('.') + 1)
          + (request == null ? "" : " [" + request + "]")
          + " - "
          // A line break from outside must not begin a line that looks like ours.
          + formatMessage(line).replace("\r", "\\r").replace("\n", "\n  ")
          + "\n"
          + (stack == null ? "" : stack);
    }
  }

  /** One object a line: {@code time, level, logger, thread, request, message, error}. */
  static final class Json extends Formatter {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String format(LogRecord line) {
      ObjectNode json = mapper.createObjectNode();
      json.put("time", line.getInstant().toString());
      json.put("level", word(line.getLevel()).toLowerCase(java.util.Locale.ROOT));
      json.put("logger", line.getLoggerName());
      json.put("thread", Thread.currentThread().getName());
      if (MDC.get(REQUEST) != null) {
        json.put("request", MDC.get(REQUEST));
      }
      json.put("message", formatMessage(line));
      String stack = stack(line);
      if (stack != null) {
        json.put("error", stack);
      }
      return json + "\n";
    }
  }
}
