package homestretch.adapter.storage;

import static homestretch.adapter.storage.generated.Tables.ACCESS_GRANT;
import static homestretch.adapter.storage.generated.Tables.DEPARTMENT_LINK;

import homestretch.core.access.Grant;
import homestretch.core.chat.talk.NamedRoles;
import java.util.Set;

/** {@link NamedRoles} in SQL. */
public final class JooqNamedRoles implements NamedRoles {
  private final Database database;

  public JooqNamedRoles(Database database) {
    this.database = database;
  }

  @Override
  public Set<String> on(String platform) {
    return database.read(
        () ->
            database
                .sql()
                .select(DEPARTMENT_LINK.EXTERNAL)
                .from(DEPARTMENT_LINK)
                .where(DEPARTMENT_LINK.PLATFORM.eq(platform))
                .and(DEPARTMENT_LINK.KIND.eq("role"))
                .union(
                    database
                        .sql()
                        .select(ACCESS_GRANT.EXTERNAL)
                        .from(ACCESS_GRANT)
                        .where(ACCESS_GRANT.PLATFORM.eq(platform))
                        .and(ACCESS_GRANT.KIND.eq(Grant.Kind.ROLE.name())))
                .fetchSet(DEPARTMENT_LINK.EXTERNAL));
  }
}
