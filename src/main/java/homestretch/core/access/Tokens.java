package homestretch.core.access;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns.Changes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API tokens (port); only hashes are stored. */
public interface Tokens {
  /**
   * A token without its secret.
   *
   * @param maker the id of whoever made it, as which it acts
   * @param mostAMinute requests; null: no limit
   * @param expiresAt null: never
   * @param lastUsed to the minute; null: never
   */
  record Token(
      String name,
      Scope scope,
      String maker,
      @Nullable Integer mostAMinute,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsed,
      @Nullable Instant revokedAt) {
    public boolean isGood(Instant now) {
      return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
  }

  void add(Token token, String hash);

  /** The token with that hash, revoked or expired ones too. */
  Optional<Token> byHash(String hash);

  /**
   * What a request to an address below a campaign begins with, as one state of the database has it.
   *
   * @param token the token with the hash asked for, revoked or expired ones too
   * @param campaign the one of the slug asked for, with how often what boards are made of changed
   */
  record Entrance(Optional<Token> token, Optional<Campaign> campaign, Changes changes) {}

  /**
   * Reads both in one statement.
   *
   * @param slug null: of no campaign
   */
  Entrance entrance(String hash, @Nullable String slug);

  /**
   * @return false if there is none of that name that is not revoked already
   */
  boolean revoke(String name, Instant at);

  /** Notes that the token with that hash was used. */
  void used(String hash, Instant at);

  /** In the order of making, revoked ones too. */
  List<Token> list();
}
