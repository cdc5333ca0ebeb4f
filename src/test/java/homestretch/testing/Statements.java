package homestretch.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * Counts what a program asks of SQLite, below everything that is ours: statements by the reading
 * and the writing connections (a batch is one), rows that were read, and transactions of the
 * writing one.
 */
public final class Statements implements Driver {
  private static final Set<String> EXECUTES =
      Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch");
  private static final String MARK = "counted-";
  private static @Nullable Statements installed;

  private final JDBC sqlite = new JDBC();
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger writes = new AtomicInteger();
  public final AtomicInteger rows = new AtomicInteger();
  public final AtomicInteger writeTransactions = new AtomicInteger();

  private Statements() {}

  /** The counter, in front of SQLite's own driver; it counts databases of {@link #freshUrl}. */
  public static synchronized Statements install() {
    try {
      if (installed == null) {
        installed = new Statements();
        Class.forName("org.sqlite.JDBC");
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
          if (driver instanceof JDBC) {
            DriverManager.deregisterDriver(driver);
          }
        }
        DriverManager.registerDriver(installed);
        DriverManager.registerDriver(new JDBC());
      }
      return installed;
    } catch (SQLException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  public String freshUrl() {
    return Databases.SQLITE.freshUrl().replace("test.db", MARK + "test.db");
  }

  public void reset() {
    reads.set(0);
    writes.set(0);
    rows.set(0);
    writeTransactions.set(0);
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    Connection connection = acceptsURL(url) ? sqlite.connect(url, properties) : null;
    return connection == null
        ? null
        : proxy(Connection.class, connection, url.contains("IMMEDIATE"));
  }

  private <T> T proxy(Class<T> type, Object real, boolean writing) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (EXECUTES.contains(method.getName())) {
                (writing ? writes : reads).incrementAndGet();
              }
              if (writing
                  && method.getName().equals("setAutoCommit")
                  && Boolean.FALSE.equals(arguments[0])) {
                writeTransactions.incrementAndGet();
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (answer instanceof ResultSet) {
                  return proxy(ResultSet.class, answer, writing);
                }
                if (method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                  rows.incrementAndGet();
                }
                return answer instanceof Statement
                    ? proxy(method.getReturnType().asSubclass(Statement.class), answer, writing)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:sqlite:") && url.contains(MARK);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return sqlite.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return sqlite.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("homestretch");
  }
}
