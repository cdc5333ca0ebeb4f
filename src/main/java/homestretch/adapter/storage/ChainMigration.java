package homestretch.adapter.storage;

import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * V33, between those in {@code migrations/}: links the rows that an existing installation has
 * already into the hash chain. Once, and never again: whatever empties the chain later is found.
 */
final class ChainMigration implements JavaMigration {
  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("33");
  }

  @Override
  public String getDescription() {
    return "chain existing rows";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    for (ChainedTable table : ChainedTable.values()) {
      Links.linkAll(context.getConnection(), table);
    }
  }
}
