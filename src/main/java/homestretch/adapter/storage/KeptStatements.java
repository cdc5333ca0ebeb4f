package homestretch.adapter.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that keeps the statements it has prepared: SQLite's driver has no cache of its own,
 * and compiles each text anew, which took a quarter of a submission. For one thread, as the
 * connection is. What has failed is not kept, nor is a text that is being run already.
 */
final class KeptStatements implements InvocationHandler {
  private static final Logger log = LoggerFactory.getLogger(KeptStatements.class);

  private final Connection connection;
  private final int most;

  /** The one used last comes last; not in it while it is in use. */
  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

  private KeptStatements(Connection connection, int most) {
    this.connection = connection;
    this.most = most;
  }

  /**
   * @param most statements that are kept; some 5 KB each
   */
  static Connection around(Connection connection, int most) {
    return (Connection)
        Proxy.newProxyInstance(
            KeptStatements.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new KeptStatements(connection, most));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && arguments.length == 1
        && method.getName().equals("prepareStatement")
        && arguments[0] instanceof String text) {
      return prepare((Connection) proxy, text);
    }
    if (arguments == null && method.getName().equals("close")) {
      kept.values().forEach(KeptStatements::close);
      kept.clear();
    }
    return called(connection, method, arguments);
  }

  private PreparedStatement prepare(Connection proxy, String text) throws SQLException {
    PreparedStatement statement = kept.remove(text);
    return (PreparedStatement)
        Proxy.newProxyInstance(
            KeptStatements.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            new InUse(
                proxy, text, statement == null ? connection.prepareStatement(text) : statement));
  }

  private void giveBack(String text, PreparedStatement statement) {
    PreparedStatement second = kept.put(text, statement);
    if (second != null) {
      close(second);
    }
    if (kept.size() > most) {
      Iterator<PreparedStatement> eldest = kept.values().iterator();
      close(eldest.next());
      eldest.remove();
    }
  }

  private static void close(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      log.debug("closing a statement", e);
    }
  }

  private static @Nullable Object called(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** A statement from its being asked for to its being closed. */
  private final class InUse implements InvocationHandler {
    private final Connection proxy;
    private final String text;
    private final PreparedStatement statement;
    private boolean isOver;
    private boolean hasFailed;

    InUse(Connection proxy, String text, PreparedStatement statement) {
      this.proxy = proxy;
      this.text = text;
      this.statement = statement;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "close" -> {
          if (!isOver) {
            isOver = true;
            over();
          }
          return null;
        }
        case "isClosed" -> {
          return isOver;
        }
        case "getConnection" -> {
          return proxy;
        }
        default -> {
          try {
            return called(statement, method, arguments);
          } catch (SQLException e) {
            hasFailed = true;
            throw e;
          }
        }
      }
    }

    private void over() throws SQLException {
      if (hasFailed) {
        statement.close();
        return;
      }
      statement.clearParameters();
      giveBack(text, statement);
    }
  }
}
