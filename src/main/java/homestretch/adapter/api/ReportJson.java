package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import homestretch.core.report.Report;
import homestretch.core.report.ReportService;
import homestretch.core.text.Language;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a figure; what its kind of goal does not have is left out. */
record ReportJson(
    @Is(value = "Its number", example = "17") Long id,
    @Is(value = "The code of the department", example = "GBR") String department,
    @Is(value = "The code of the goal", example = "INVEST") String goal,
    @Is(value = "The figure", example = "99.68", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable BigDecimal value,
    @Is(value = "Of a ratio or growth", example = "30", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable BigDecimal numerator,
    @Is(value = "Of a ratio or growth", example = "40", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable BigDecimal denominator,
    @Is(value = "The step", example = "signed", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String milestone,
    @Is(value = "Whether the step is done", example = "true", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean done,
    @Is(value = "The day that it describes", example = "2026-10-31") LocalDate asOf,
    @Is(value = "What should be known about it", example = "含新开工项目") String note,
    @Is(value = "A link or a document's number", example = "统〔2026〕11 号") String evidence,
    @Is(value = "The state of this version", example = "provisional") Report.State state,
    @Is(value = "1, 2, … of this figure", example = "1") Integer version,
    @Is(
            value = "Why it was corrected, rejected or withdrawn; empty: it was not",
            example = "digits were swapped")
        String reason,
    @Is(
            value = "The version that it took the place of; null: none",
            example = "16",
            nullable = true)
        @Nullable Long replaces,
    @Is(value = "Who reported the figure") ActorJson reportedBy,
    @Is(value = "Who verified it; null: nobody", nullable = true) @Nullable ActorJson verifiedBy,
    @Is(value = "Who made this version") ActorJson by,
    @Is(value = "What was odd about it", example = "[\"tenfold\"]") List<String> flags,
    @Is(value = "When this version was made", example = "2026-11-01T02:10:00Z") Instant at,
    @Is(
            value =
                "What its reporter should know, such as that there is no target; in the answer to a"
                    + " figure that was submitted",
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<RemarkJson> warnings) {

  /** What should be looked at. */
  record RemarkJson(
      @Is(value = "Which field it is about", example = "goal") String field,
      @Is(
              value =
                  "no-target, not-applicable, before-it-counts; fall, tenfold or completion of what"
                      + " is far from the last figure; above-later of a cumulative figure above one"
                      + " of a later day; done-before of a step that was done already on an earlier"
                      + " day, done-later of one that a later day stands for",
              example = "no-target")
          String code,
      @Is(
              value = "The same in words, in the language asked for",
              example = "INVEST of GBR has no target: kept on record, not scored")
          String message) {}

  static ReportJson of(Report r, Codes codes) {
    return of(r, codes, null);
  }

  /** What was submitted just now. */
  static ReportJson of(ReportService.Taken taken, Codes codes, Language language) {
    return of(
        taken.report(),
        codes,
        taken.remarks().stream()
            .map(r -> new RemarkJson(r.field(), r.code(), r.text().in(language)))
            .toList());
  }

  private static ReportJson of(Report r, Codes codes, @Nullable List<RemarkJson> warnings) {
    boolean isStep = !r.figure().step().isEmpty();
    boolean isPair = !isStep && r.figure().denominator() != null;
    return new ReportJson(
        r.id().value(),
        codes.of(r.department()),
        codes.of(r.goal()),
        isStep || isPair ? null : r.value(),
        isPair ? r.figure().value() : null,
        isPair ? r.figure().denominator() : null,
        isStep ? r.figure().step() : null,
        isStep ? r.figure().isDone() : null,
        r.asOf(),
        r.note(),
        r.evidence(),
        r.state(),
        r.version(),
        r.reason(),
        r.replaces() == null ? null : r.replaces().value(),
        ActorJson.of(r.reportedBy()),
        r.state() == Report.State.VERIFIED ? ActorJson.of(r.by()) : null,
        ActorJson.of(r.by()),
        r.flag().isEmpty() ? List.of() : List.of(r.flag()),
        r.at(),
        warnings);
  }
}
