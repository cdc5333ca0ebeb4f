package homestretch.adapter.api;

import homestretch.core.department.League;
import org.jspecify.annotations.Nullable;

/** A league in bodies and answers. */
record LeagueJson(
    @Is(
            value = "Its name in addresses and files",
            example = "districts",
            required = true,
            fixed = true,
            longest = 64,
            as = Is.As.CODE)
        @Nullable String code,
    @Is(value = "Its name in Chinese", example = "区县组", required = true, as = Is.As.NAME)
        @Nullable String name,
    @Is(
            value = "Its name in English; the Chinese one if left out",
            example = "Districts",
            as = Is.As.NAME)
        @Nullable String nameEn,
    @Is(value = "Its place among the leagues", example = "1", min = "0", max = "1000000")
        @Nullable Integer position) {

  static LeagueJson of(League l) {
    return new LeagueJson(l.code(), l.name().zh(), l.name().en(), l.position());
  }
}
