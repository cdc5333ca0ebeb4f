package homestretch.adapter.storage;

import homestretch.core.text.Reasons;
import homestretch.core.text.Text;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a PostgreSQL database. Every connection notices within seconds that the other side
 * is gone without a word: a firewall that drops it, a failover, a cut cable.
 *
 * @param application how this run's connections are called in {@code pg_stat_activity}
 */
record PostgresServer(
    String url, @Nullable String user, @Nullable String password, String application) {
  /** A statement that is not answered for so long is given up, and its connection with it. */
  static final Duration ANSWER = Duration.ofSeconds(20);

  /**
   * For the server's side: a client that is gone is noticed after 5 s, so that what it had locked
   * is free. A lock that another transaction holds is waited for no longer than an answer takes.
   */
  private static final String OPTIONS =
      "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
          + " -c tcp_user_timeout=5000 -c lock_timeout=4000";

  /** Of the advisory locks that are ours; any number that others are unlikely to take. */
  private static final long FIRST_START = 0x686f6d6573747265L;

  static PostgresServer of(String url, @Nullable String user, @Nullable String password) {
    return new PostgresServer(
        url, user, password, "homestretch " + UUID.randomUUID().toString().substring(0, 8));
  }

  /**
   * @param answer how long a statement may take; zero: for ever
   */
  Properties properties(Duration answer) {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", String.valueOf(answer.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    if (!url.contains("options=")) {
      properties.setProperty("options", OPTIONS);
    }
    return properties;
  }

  /** A connection beside the pools. */
  Connection connect(Duration answer) throws SQLException {
    return DriverManager.getConnection(url, properties(answer));
  }

  /**
   * Does something while no other node does: migrating, the first token, the sample. The others
   * wait for their turn, and find it done.
   */
  void alone(Runnable step) {
    try (Connection connection = connect(Duration.ZERO);
        Statement patience = connection.createStatement();
        PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
      // The first start of another may take minutes on a large database.
      patience.execute("set lock_timeout = 0");
      lock.setLong(1, FIRST_START);
      lock.execute();
      step.run();
      // Given back with the connection.
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /** In words for the operator: what was tried, as whom, and what came of it. */
  Database.Unusable unreachable(Exception failure) {
    Throwable why = failure;
    while (why.getCause() != null && !(why instanceof SQLException)) {
      why = why.getCause();
    }
    Text reason = Reasons.of(why);
    return Database.Unusable.setting(
        url,
        new Text(
            "连不上 PostgreSQL" + (user == null ? "" : "（用户 " + user + "）") + "：" + reason.zh(),
            "cannot connect to PostgreSQL"
                + (user == null ? "" : " as " + user)
                + ": "
                + reason.en()),
        failure);
  }
}
