package homestretch.adapter.api;

import homestretch.core.department.League;
import org.jspecify.annotations.Nullable;

/** A league in bodies and answers. */
record LeagueJson(
    @Is(
            value = "Its name in addresses and files",
            example = "counties",
            required = true,
            fixed = true,
            longest = 64)
        @Nullable String code,
    @Is(value = "Its name in Chinese", example = "县区组", required = true) @Nullable String name,
    @Is(value = "Its name in English; the Chinese one if left out", example = "Counties")
        @Nullable String nameEn,
    @Is(value = "Its place among the leagues", example = "1") @Nullable Integer position) {

  static LeagueJson of(League l) {
    return new LeagueJson(l.code(), l.name().zh(), l.name().en(), l.position());
  }
}
