package homestretch.adapter.api;

import homestretch.core.board.CutOff;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The days that figures describe. */
record CutOffJson(
    @Is(value = "The first: the day that all of them have reached", example = "2026-10-31")
        LocalDate from,
    @Is(value = "The last", example = "2026-10-31") LocalDate to) {

  static @Nullable CutOffJson of(@Nullable CutOff cutOff) {
    return cutOff == null ? null : new CutOffJson(cutOff.from(), cutOff.to());
  }
}
