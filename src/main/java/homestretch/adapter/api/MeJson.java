package homestretch.adapter.api;

import homestretch.core.access.Role;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks, as the program sees them. */
record MeJson(
    @Is(value = "The name of the token or person", example = "administrator") String name,
    @Is(
            value = "The most that they may, somewhere; null: nothing yet",
            example = "administrator",
            nullable = true)
        @Nullable Role role,
    @Is(
            value = "The campaigns that it is for; null: all",
            example = "[\"city-2026\"]",
            nullable = true)
        @Nullable List<String> campaigns,
    @Is(value = "Whether it is for all campaigns, those to come too", example = "true")
        Boolean allCampaigns,
    @Is(value = "The codes of the departments that a reporter's is for", example = "[]")
        List<String> departments,
    @Is(
            value = "Whether this program can be reached from the network without TLS in front",
            example = "false")
        Boolean exposed,
    @Is(value = "The chat platforms that are connected", example = "[\"web\"]")
        List<String> platforms,
    @Is(
            value = "The program's day in its own time zone; a campaign's own is in its countdown",
            example = "2026-11-26")
        LocalDate today) {}
