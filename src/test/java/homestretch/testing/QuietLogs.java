package homestretch.testing;

import homestretch.Logs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * What is logged while tests run is kept, and shown only where one fails: the log of a green run is
 * quiet, that of a red one says what the program said last.
 */
public final class QuietLogs extends Handler implements TestExecutionListener {
  private static final int LINES = 200;

  private final Deque<String> last = new ArrayDeque<>();
  private final Logger ours = Logger.getLogger("homestretch");

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    System.setProperty(Logs.KEPT, "true");
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.WARNING);
    ours.setLevel(Level.INFO);
    setFormatter(new SimpleFormatter());
    root.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord line) {
    last.add(getFormatter().format(line));
    if (last.size() > LINES) {
      last.removeFirst();
    }
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      System.err.println("Logged before " + test.getDisplayName() + " failed:");
      last.forEach(System.err::print);
      last.clear();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
