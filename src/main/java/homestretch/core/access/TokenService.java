package homestretch.core.access;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes, checks and revokes the administrators' tokens. A secret is shown once and stored hashed.
 */
public final class TokenService {
  private static final int BYTES = 24;

  private final Transactions transactions;
  private final Tokens tokens;
  private final Audit audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public TokenService(Transactions transactions, Tokens tokens, Audit audit, Clock clock) {
    this.transactions = transactions;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a token of that name.
   *
   * @return the secret, which cannot be had again
   */
  public String create(String name, Actor actor) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = "hs_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store(Code.code("name", name), secret, actor);
    return secret;
  }

  /**
   * Takes a secret that the operator has set; nothing happens if it is stored already.
   *
   * @throws Fault.Conflict if it was revoked: a restart must not bring it back
   */
  public void ensure(String name, String secret) {
    transactions.writeAll(
        () -> {
          if (tokens.nameOf(hash(secret)).isPresent()) {
            return;
          }
          if (tokens.wasRevoked(hash(secret))) {
            throw new Fault.Conflict(
                new Text(
                    "admin.token：这个令牌已吊销，请换一个，或不设",
                    "admin.token: this token was revoked; expected another one, or none"));
          }
          tokens.revoke(name, clock.instant());
          store(name, secret, Actor.SYSTEM);
        });
  }

  /** Whose secret it is; empty if nobody's or revoked. */
  public Optional<String> nameOf(String secret) {
    return transactions.read(() -> tokens.nameOf(hash(secret)));
  }

  /** Whoever is behind the token of that name: for the ledger the same person as its maker. */
  public Actor actor(String name) {
    String maker = transactions.read(() -> tokens.makerOf(name)).orElse(name);
    return new Actor(maker, name, "api");
  }

  public void revoke(String name, Actor actor) {
    transactions.writeAll(
        () -> {
          if (!tokens.revoke(name, clock.instant())) {
            throw new Fault.NotFound(new Text("令牌", "token"), name);
          }
          audit.record(actor, "token.revoke", name, null, null);
        });
  }

  public List<Tokens.Token> list() {
    return transactions.read(tokens::list);
  }

  private void store(String name, String secret, Actor actor) {
    transactions.writeAll(
        () -> {
          if (tokens.list().stream()
              .anyMatch(t -> t.name().equals(name) && t.revokedAt() == null)) {
            throw new Fault.Conflict(
                new Text("已有名为“" + name + "”的令牌", "there is a token named “" + name + "” already"));
          }
          // What is made by somebody behind a token acts as that somebody, not as a second person.
          String maker = actor.door().equals("api") ? actor.id() : name;
          tokens.add(name, hash(secret), maker, clock.instant());
          audit.record(actor, "token.create", name, null, null);
        });
  }

  private static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
