package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import homestretch.core.access.Role;
import homestretch.core.access.Tokens;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token without its secret, but for the answer to its making. */
record TokenJson(
    @Is(value = "Its name", example = "statistics", required = true, longest = 64, as = Is.As.CODE)
        @Nullable String name,
    @Is(value = "What it may; an administrator's if left out", example = "reporter")
        @Nullable Role role,
    @Is(
            value = "The campaigns that it is for; null or left out: all",
            example = "[\"city-2026\"]",
            nullable = true)
        @Nullable List<String> campaigns,
    @Is(value = "Whether it is for all campaigns, those to come too", example = "false")
        @Nullable Boolean allCampaigns,
    @Is(value = "The codes of the departments that a reporter's is for", example = "[\"GBR\"]")
        @Nullable List<String> departments,
    @Is(
            value = "The codes of the leagues that a reviewer's is for; none: all",
            example = "[\"DISTRICTS\"]")
        @Nullable List<String> leagues,
    @Is(
            value = "The codes of the goals that a reviewer's is for; none: all",
            example = "[\"INVEST\"]")
        @Nullable List<String> goals,
    @Is(
            value = "Requests a minute at most; null: no limit",
            example = "600",
            nullable = true,
            min = "1",
            max = "1000000")
        @Nullable Integer mostAMinute,
    @Is(value = "When it ends; null: never", example = "2027-01-31T00:00:00Z", nullable = true)
        @Nullable Instant expiresAt,
    @Is(
            value = "As whom it acts in the ledger: whoever made it",
            example = "administrator",
            readOnly = true)
        @Nullable String actsAs,
    @Is(value = "When it was made", readOnly = true) @Nullable Instant createdAt,
    @Is(
            value = "When it was used last, to the minute; null: never",
            readOnly = true,
            nullable = true)
        @Nullable Instant lastUsed,
    @Is(value = "When it was revoked; null: it is not", readOnly = true, nullable = true)
        @Nullable Instant revokedAt,
    @Is(
            value = "The secret, shown this once",
            example = "hs_5f3c…",
            readOnly = true,
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String token) {

  static TokenJson of(Tokens.Token t, ScopeJson scopes, @Nullable String secret) {
    return new TokenJson(
        t.name(),
        t.scope().role(),
        scopes.slugs(t.scope()),
        t.scope().campaigns() == null,
        ScopeJson.departments(t.scope()),
        ScopeJson.sorted(t.scope().leagues()),
        ScopeJson.sorted(t.scope().goals()),
        t.mostAMinute(),
        t.expiresAt(),
        t.maker(),
        t.createdAt(),
        t.lastUsed(),
        t.revokedAt(),
        secret);
  }
}
