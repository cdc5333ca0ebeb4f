package homestretch.core.access;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.store.WhileUnchanged;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, checks and revokes tokens. A secret is shown once and stored hashed. */
public final class TokenService {
  private static final Logger log = LoggerFactory.getLogger(TokenService.class);

  /** How exactly it is known when a token was used last: a read must not become a write. */
  private static final Duration LAST_USE = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final Tokens tokens;
  private final Audit audit;
  private final Clock clock;
  private final Map<String, Instant> noted = new ConcurrentHashMap<>();
  private final WhileUnchanged<Asked, Tokens.Entrance> entrances;

  private record Asked(String hash, @Nullable String slug) {}

  public TokenService(Transactions transactions, Tokens tokens, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
    entrances = new WhileUnchanged<>(transactions);
  }

  /** An administrator's token for all campaigns, without an end. */
  public String create(String name, Actor actor) {
    return create(name, Scope.EVERYTHING, null, null, actor);
  }

  /**
   * Makes a token of that name.
   *
   * @param mostAMinute requests; null: no limit
   * @param expiresAt null: never
   * @return the secret, which cannot be had again
   */
  public String create(
      String name,
      Scope scope,
      @Nullable Integer mostAMinute,
      @Nullable Instant expiresAt,
      Actor actor) {
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw new Fault.Invalid(
          "expiresAt", expiresAt, new Text("将来的时刻", "an instant in the future"));
    }
    String secret = Secrets.random("hs_");
    store(Code.code("name", name), secret, scope, mostAMinute, expiresAt, actor);
    return secret;
  }

  /**
   * Takes a secret that the operator has set; nothing happens if it is stored already.
   *
   * @return false if it was revoked: a restart must not bring it back
   */
  public boolean ensure(String name, String secret) {
    return transactions.write(
        () -> {
          Optional<Tokens.Token> stored = tokens.byHash(Secrets.hash(secret));
          if (stored.isPresent()) {
            return stored.get().revokedAt() == null;
          }
          tokens.revoke(name, clock.instant());
          store(name, secret, Scope.EVERYTHING, null, null, Actor.SYSTEM);
          return true;
        });
  }

  /** The token whose secret it is, revoked or expired too; empty if nobody's. */
  public Optional<Tokens.Token> find(String secret) {
    return transactions.read(() -> tokens.byHash(Secrets.hash(secret)));
  }

  /**
   * The same, with the campaign that the request is about, read in one go.
   *
   * @param slug null: none
   */
  public Tokens.Entrance entrance(String secret, @Nullable String slug) {
    Asked asked = new Asked(Secrets.hash(secret), slug);
    return entrances.of(asked, () -> transactions.read(() -> tokens.entrance(asked.hash, slug)));
  }

  /** Whose secret it is; empty if nobody's, revoked or expired. */
  public Optional<String> nameOf(String secret) {
    return find(secret).filter(t -> t.isGood(clock.instant())).map(Tokens.Token::name);
  }

  /** Whoever is behind a token: for the ledger the same person as its maker. */
  public static Actor actor(Tokens.Token token) {
    return new Actor(token.maker(), token.name(), "api");
  }

  /** Notes that a token is used; a database that is busy with more than that is left alone. */
  public void used(String secret, Tokens.Token token) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant last = token.lastUsed();
    Instant remembered = noted.get(token.name());
    if ((last != null && last.plus(LAST_USE).isAfter(now))
        || (remembered != null && remembered.plus(LAST_USE).isAfter(now))) {
      return;
    }
    noted.put(token.name(), now);
    try {
      transactions.writeAll(() -> tokens.used(Secrets.hash(secret), now));
    } catch (RuntimeException e) {
      log.debug("the last use of {} was not noted", token.name(), e);
    }
  }

  /**
   * @throws Fault.Conflict if it is the last by which everything can be administered
   */
  public void revoke(String name, Actor actor) {
    transactions.writeAll(
        () -> {
          Instant now = clock.instant();
          List<Tokens.Token> good = tokens.list().stream().filter(t -> t.isGood(now)).toList();
          List<Tokens.Token> everything =
              good.stream().filter(t -> t.scope().isEverything()).toList();
          if (everything.size() == 1 && everything.getFirst().name().equals(name)) {
            throw new Fault.Conflict(
                new Text(
                    "这是最后一个可管理全部战役的令牌，不能吊销；请先新建一个",
                    "this is the last token by which everything can be administered; make another"
                        + " one first"));
          }
          if (!tokens.revoke(name, now)) {
            throw new Fault.NotFound(new Text("令牌", "token"), name);
          }
          audit.record(actor, "token.revoke", name, null, null);
        });
  }

  public List<Tokens.Token> list() {
    return transactions.read(tokens::list);
  }

  private void store(
      String name,
      String secret,
      Scope scope,
      @Nullable Integer mostAMinute,
      @Nullable Instant expiresAt,
      Actor actor) {
    transactions.writeAll(
        () -> {
          if (tokens.list().stream()
              .anyMatch(t -> t.name().equals(name) && t.revokedAt() == null)) {
            throw new Fault.Conflict(
                new Text("已有名为“" + name + "”的令牌", "there is a token named “" + name + "” already"));
          }
          // What is made by somebody behind a token acts as that somebody, not as a second person.
          String maker = actor.door().equals("api") ? actor.id() : name;
          Tokens.Token token =
              new Tokens.Token(
                  name, scope, maker, mostAMinute, clock.instant(), expiresAt, null, null);
          tokens.add(token, Secrets.hash(secret));
          audit.record(actor, "token.create", name, null, token);
        });
  }
}
