package homestretch.adapter.storage;

/** Plain SQL on our own connection, for tests that go past our code. */
public final class SqlPrompt {
  private SqlPrompt() {}

  public static void execute(Database database, String sql) {
    database.sql().execute(sql);
  }
}
