package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.core.board.closeout.CloseOut;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Closing;
import homestretch.core.text.Language;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The final board beside what the ledger gives now; before the closing all of it is null. */
record FinalJson(
    @Is(value = "The campaign's slug", example = "city-2026") String campaign,
    @Is(
            value = "Where the campaign stands",
            example = "final",
            oneOf = {"open", "frozen", "final"})
        String state,
    @Is(value = "Which closing it is", example = "1", nullable = true) @Nullable Integer version,
    @Is(
            value = "The SHA-256 of the board",
            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            nullable = true)
        @Nullable String digest,
    @Is(
            value = "The SHA-256 of the board as computed from the ledger now",
            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            nullable = true)
        @Nullable String recomputed,
    @Is(value = "Whether the two are the same", example = "true", nullable = true)
        @Nullable Boolean equal,
    @Is(
            value = "What differs first; null: nothing does",
            example = "GBR: score 81.20, now 81.30",
            nullable = true)
        @Nullable String difference,
    @Is("Every closing that there was") List<ClosingJson> versions,
    @Is("The board as it was sealed; null: there is none") @Nullable JsonNode board) {

  static FinalJson of(
      Campaign campaign,
      Optional<Closing> last,
      Optional<CloseOut.Verified> verified,
      List<Closing> closings,
      Language language) {
    Optional<Closing> closing = verified.map(CloseOut.Verified::closing);
    return new FinalJson(
        campaign.slug(),
        last.map(c -> c.isFinal() ? "final" : "frozen").orElse("open"),
        closing.map(Closing::version).orElse(null),
        closing.map(Closing::outcome).map(Closing.Outcome::digest).orElse(null),
        verified.map(CloseOut.Verified::recomputed).orElse(null),
        verified.map(CloseOut.Verified::equal).orElse(null),
        verified.map(CloseOut.Verified::difference).map(d -> d.in(language)).orElse(null),
        closings.stream().filter(c -> c.outcome() != null).map(ClosingJson::of).toList(),
        verified.map(v -> Http.tree(v.board())).orElse(null));
  }
}
