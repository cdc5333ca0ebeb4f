package homestretch.adapter.api;

import homestretch.core.news.Event;
import homestretch.core.news.Events;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something that a post has told. */
record EventJson(
    @Is(value = "Its number", example = "7") Long id,
    @Is(value = "What happened", example = "target_met") Event.Kind kind,
    @Is(value = "The league; null: of the whole campaign", example = "COUNTY", nullable = true)
        @Nullable String league,
    @Is(value = "The department; null: of the whole campaign", example = "GXQ", nullable = true)
        @Nullable String department,
    @Is(value = "The goal; null: of none", example = "GBR", nullable = true) @Nullable String goal,
    @Is(value = "The board that told it", example = "2026-11-25") LocalDate on,
    @Is(
            value =
                "The rank reached, the threshold passed in percent, or boards in a row, by the"
                    + " kind",
            example = "2",
            nullable = true)
        @Nullable Integer place,
    @Is(
            value = "Places gained, points gained, or the completion in percent, by the kind",
            example = "1",
            nullable = true)
        @Nullable BigDecimal gained,
    @Is(value = "When the first channel had it", example = "2026-11-25T01:00:00Z") Instant toldAt) {
  static EventJson of(Events.Told told, Codes codes) {
    Event event = told.event();
    return new EventJson(
        told.id(),
        event.kind(),
        event.league() == null ? null : codes.of(event.league()),
        event.department() == null ? null : codes.of(event.department()),
        event.goal() == null ? null : codes.of(event.goal()),
        event.on(),
        event.kind() == Event.Kind.TARGET_MET ? null : event.place(),
        event.gained(),
        told.at());
  }
}
