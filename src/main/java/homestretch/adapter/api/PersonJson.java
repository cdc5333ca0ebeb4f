package homestretch.adapter.api;

import homestretch.core.access.Grant;
import homestretch.core.access.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person, or everybody who bears a chat role, may. */
record PersonJson(
    @Is(value = "Its number", example = "3", readOnly = true) @Nullable Long id,
    @Is(
            value = "The chat platform",
            example = "discord",
            required = true,
            longest = 32,
            as = Is.As.SAID)
        @Nullable String platform,
    @Is(value = "A user, or the bearers of a role", example = "user") Grant.@Nullable Kind kind,
    @Is(
            value = "The platform's own id of it, never a name",
            example = "1234567890",
            required = true,
            longest = 64,
            as = Is.As.SAID)
        @Nullable String external,
    @Is(
            value = "As shown; of people who have logged in here",
            example = "王敏",
            readOnly = true,
            nullable = true)
        @Nullable String name,
    @Is(value = "What they may", example = "reviewer", required = true) @Nullable Role role,
    @Is(
            value = "The campaigns that it is for; null or left out: all",
            example = "[\"city-2026\"]",
            nullable = true)
        @Nullable List<String> campaigns,
    @Is(value = "Whether it is for all campaigns, those to come too", example = "false")
        @Nullable Boolean allCampaigns,
    @Is(
            value =
                "The campaign, where it is one alone; in a body another way of saying campaigns",
            example = "city-2026",
            nullable = true)
        @Nullable String campaign,
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
    @Is(value = "When it ends; null: never", example = "2027-01-31T00:00:00Z", nullable = true)
        @Nullable Instant expiresAt,
    @Is(value = "When it was given", readOnly = true) @Nullable Instant at) {

  static PersonJson of(Grant g, ScopeJson scopes, @Nullable String name) {
    List<String> slugs = scopes.slugs(g.scope());
    return new PersonJson(
        g.id(),
        g.platform(),
        g.kind(),
        g.external(),
        name,
        g.role(),
        slugs,
        slugs == null,
        slugs != null && slugs.size() == 1 ? slugs.getFirst() : null,
        ScopeJson.departments(g.scope()),
        ScopeJson.sorted(g.scope().leagues()),
        ScopeJson.sorted(g.scope().goals()),
        g.expiresAt(),
        g.at());
  }
}
