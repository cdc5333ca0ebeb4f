package homestretch.adapter.storage;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.CampaignId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** How a {@link Scope} lies in rows: role, all or some campaigns, codes of departments. */
final class Scopes {
  private Scopes() {}

  static Scope of(
      String role,
      boolean isForAll,
      List<Long> campaigns,
      String departments,
      String leagues,
      String goals) {
    Set<CampaignId> some = campaigns.stream().map(CampaignId::new).collect(Collectors.toSet());
    return new Scope(
        Role.valueOf(role),
        isForAll ? null : some,
        codes(departments),
        codes(leagues),
        codes(goals));
  }

  private static Set<String> codes(String joined) {
    return new HashSet<>(Stream.of(joined.split(" ")).filter(d -> !d.isEmpty()).toList());
  }

  /** Codes hold no blanks. */
  static String joined(Set<String> codes) {
    return codes.stream().sorted().collect(Collectors.joining(" "));
  }

  /** Writes the campaigns of the row of that id. */
  static void write(
      DSLContext sql,
      TableField<?, Long> owner,
      TableField<?, Long> campaign,
      long id,
      @Nullable Set<CampaignId> campaigns) {
    if (campaigns != null) {
      for (CampaignId each : campaigns) {
        sql.insertInto(owner.getTable()).set(owner, id).set(campaign, each.value()).execute();
      }
    }
  }

  /** The campaigns of the row of that id. */
  static List<Long> read(
      DSLContext sql, TableField<?, Long> owner, TableField<?, Long> campaign, long id) {
    return sql.select(campaign).from(owner.getTable()).where(owner.eq(id)).fetch(campaign);
  }
}
