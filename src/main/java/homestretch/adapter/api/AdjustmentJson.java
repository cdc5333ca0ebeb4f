package homestretch.adapter.api;

import homestretch.core.score.Adjustment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Points given to or taken from a department, or its veto. */
record AdjustmentJson(
    @Is(value = "Its number", example = "5", readOnly = true) @Nullable Long id,
    @Is(value = "The code or name of the department", example = "GBR", required = true)
        @Nullable String department,
    @Is(value = "bonus, deduction or veto", example = "bonus", required = true)
        Adjustment.@Nullable Kind kind,
    @Is(
            value = "The code of an item of the scheme; none for a veto",
            example = "CITE",
            nullable = true)
        @Nullable String item,
    @Is(value = "How many points; none for a veto", example = "1.5", above = "0", nullable = true)
        @Nullable BigDecimal points,
    @Is(value = "The first day on which it counts; today if left out", example = "2026-11-20")
        @Nullable LocalDate on,
    @Is(value = "Why", example = "通报表扬", required = true, longest = 500, as = Is.As.REASON)
        @Nullable String reason,
    @Is(value = "A link or a document's number", example = "府办〔2026〕3 号", longest = 500)
        @Nullable String evidence,
    @Is(value = "Who entered it", readOnly = true, example = "administrator") @Nullable String by,
    @Is(value = "When it was entered", readOnly = true) @Nullable Instant at,
    @Is(
            value = "When, by whom and why it was withdrawn; null: it stands",
            readOnly = true,
            nullable = true)
        @Nullable WithdrawalJson withdrawn) {

  /** How an entry was taken back. */
  record WithdrawalJson(
      @Is("When") Instant at,
      @Is(value = "By whom", example = "administrator") String by,
      @Is(value = "Why", example = "entered twice") String why) {}

  static AdjustmentJson of(Adjustment a, Codes codes) {
    Adjustment.Withdrawal withdrawn = a.withdrawn();
    return new AdjustmentJson(
        a.id(),
        codes.of(a.department()),
        a.kind(),
        a.item().isEmpty() ? null : a.item(),
        a.kind() == Adjustment.Kind.VETO ? null : a.points(),
        a.on(),
        a.reason(),
        a.evidence(),
        a.by().name(),
        a.at(),
        withdrawn == null
            ? null
            : new WithdrawalJson(withdrawn.at(), withdrawn.by(), withdrawn.why()));
  }
}
