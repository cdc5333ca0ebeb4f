package homestretch.core.access;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.CampaignId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rights come from grants alone: what a platform lets its owners and managers do gives none
 * (spec/interface.md, "Who may what").
 */
public final class Rights {
  private static final String CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final int CODE_LENGTH = 12;
  private static final int MAX_WRONG_CODES = 5;

  private final Transactions transactions;
  private final Grants grants;
  private final Audit audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, OneTimeCode> codes = new ConcurrentHashMap<>();

  private final List<Runnable> afterRemoved = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Grant, Actor>> whenRemoved = new CopyOnWriteArrayList<>();

  private record OneTimeCode(String code, int wrong) {}

  public Rights(Transactions transactions, Grants grants, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.grants = grants;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether a chat user administers a campaign. */
  public boolean isAdministrator(
      String platform, String user, Set<String> roles, CampaignId campaign) {
    return good(platform, user, roles)
        .anyMatch(grant -> grant.role() == Role.ADMINISTRATOR && grant.covers(campaign));
  }

  /** Whether a chat user reviews figures of a campaign; its administrators do, too. */
  public boolean isReviewer(String platform, String user, Set<String> roles, CampaignId campaign) {
    return good(platform, user, roles)
        .anyMatch(
            grant ->
                (grant.role() == Role.REVIEWER || grant.role() == Role.ADMINISTRATOR)
                    && grant.covers(campaign));
  }

  /** The codes of the departments that a chat user reports for by grants, links apart. */
  public Set<String> reportsFor(
      String platform, String user, Set<String> roles, CampaignId campaign) {
    return good(platform, user, roles)
        .filter(grant -> grant.role() == Role.REPORTER && grant.covers(campaign))
        .flatMap(grant -> grant.scope().departments().stream())
        .collect(Collectors.toSet());
  }

  /** All that a chat user was given and holds today, each with where it holds. */
  public List<Scope> scopes(String platform, String user, Set<String> roles) {
    return good(platform, user, roles).map(Grant::scope).toList();
  }

  /** Told inside the transaction that takes a right away. */
  public void whenRemoved(BiConsumer<Grant, Actor> listener) {
    whenRemoved.add(listener);
  }

  /** Told after it. */
  public void afterRemoved(Runnable listener) {
    afterRemoved.add(listener);
  }

  /** Takes away what another right has taken the place of. */
  public void replaced(long id, Actor actor) {
    transactions.writeAll(
        () -> {
          grants.remove(id);
          audit.record(actor, "people.remove", String.valueOf(id), null, null);
        });
  }

  /** What holds today. */
  private Stream<Grant> good(String platform, String user, Set<String> roles) {
    return transactions.read(() -> grants.of(platform, user, roles)).stream()
        .filter(grant -> grant.isGood(clock.instant()));
  }

  /** Whether a chat user administers some campaign, or all. */
  public boolean administersAny(String platform, String user, Set<String> roles) {
    return good(platform, user, roles).anyMatch(grant -> grant.role() == Role.ADMINISTRATOR);
  }

  public List<Grant> list() {
    return transactions.read(grants::list);
  }

  /** Grants; the same once more changes nothing. */
  public Grant add(Grant grant, Actor actor) {
    return transactions.write(
        () -> {
          Optional<Grant> same =
              grants.list().stream()
                  .filter(
                      g ->
                          g.platform().equals(grant.platform())
                              && g.kind() == grant.kind()
                              && g.external().equals(grant.external())
                              && g.scope().equals(grant.scope())
                              && java.util.Objects.equals(g.expiresAt(), grant.expiresAt()))
                  .findFirst();
          if (same.isPresent()) {
            return same.get();
          }
          Grant added = grants.add(grant);
          audit.record(actor, "people.add", String.valueOf(added.id()), null, added);
          return added;
        });
  }

  public void remove(long id, Actor actor) {
    transactions.writeAll(
        () -> {
          Grant before =
              grants.list().stream()
                  .filter(g -> g.id() == id)
                  .findFirst()
                  .orElseThrow(
                      () -> new Fault.NotFound(new Text("权限", "grant"), String.valueOf(id)));
          Instant now = clock.instant();
          if (before.scope().isEverything()
              && before.isGood(now)
              && grants.list().stream()
                      .filter(g -> g.scope().isEverything() && g.isGood(now))
                      .count()
                  == 1) {
            throw new Fault.Conflict(
                new Text(
                    "这是最后一位管理员，不能移除；请先增加一位",
                    "this is the last administrator; add another one first"));
          }
          grants.remove(id);
          audit.record(actor, "people.remove", String.valueOf(id), before, null);
          whenRemoved.forEach(listener -> listener.accept(before, actor));
        });
    afterRemoved.forEach(Runnable::run);
  }

  /** Makes a user administrator of all campaigns, unless they are. */
  public void ensureAdministrator(String platform, String user) {
    boolean there =
        transactions.read(() -> grants.of(platform, user, Set.of())).stream()
            .anyMatch(g -> g.scope().isEverything() && g.isGood(clock.instant()));
    if (!there) {
      add(administrator(platform, user), Actor.SYSTEM);
    }
  }

  /**
   * A code with which the first administrator of a platform makes themselves known; empty if the
   * platform has one already.
   */
  public Optional<String> codeFor(String platform) {
    if (hasAdministrator(platform)) {
      return Optional.empty();
    }
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
    }
    codes.put(platform, new OneTimeCode(code.toString(), 0));
    return Optional.of(code.toString());
  }

  /**
   * Takes the code and makes its sender administrator of all campaigns. It works once, and a few
   * wrong ones end it.
   *
   * @throws Fault.Forbidden if it is not the code
   */
  public void redeem(String platform, String user, String code, Actor actor) {
    OneTimeCode expected = codes.get(platform);
    if (expected == null || !isSame(expected.code(), code.strip())) {
      codes.computeIfPresent(
          platform,
          (p, c) ->
              c.wrong() + 1 >= MAX_WRONG_CODES ? null : new OneTimeCode(c.code(), c.wrong() + 1));
      throw new Fault.Forbidden(
          new Text(
              "一次性代码不对或已失效；程序重新启动时会打印新的代码",
              "the one-time code is wrong or no longer valid; a restart of the program prints a new"
                  + " one"));
    }
    if (!codes.remove(platform, expected) || hasAdministrator(platform)) {
      throw new Fault.Forbidden(
          new Text(
              "这个平台已有管理员，一次性代码已失效",
              "this platform has an administrator; the one-time code is no longer valid"));
    }
    add(administrator(platform, user), actor);
  }

  /** Whether anybody on the platform is an administrator. */
  public boolean hasAdministrator(String platform) {
    return list().stream()
        .anyMatch(g -> g.platform().equals(platform) && g.role() == Role.ADMINISTRATOR);
  }

  private Grant administrator(String platform, String user) {
    return new Grant(0, platform, Grant.Kind.USER, user, Role.ADMINISTRATOR, null, clock.instant());
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
