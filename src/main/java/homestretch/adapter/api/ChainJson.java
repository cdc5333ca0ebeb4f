package homestretch.adapter.api;

import homestretch.core.audit.Chain;
import org.jspecify.annotations.Nullable;

/** What a walk along the hash chain has found. */
record ChainJson(
    @Is(value = "Whether every row is as it was written", example = "true") Boolean whole,
    @Is(
            value = "The first row that is not, such as report 123; null: all are",
            example = "report 123",
            nullable = true)
        @Nullable String broken,
    @Is(
            value = "In what way: changed, removed, inserted or link",
            example = "changed",
            nullable = true)
        Chain.@Nullable Break how,
    @Is(value = "Rows of the ledger that were looked at", example = "178") Long reports,
    @Is(value = "Rows of the audit that were looked at", example = "412") Long audits,
    @Is(value = "Where the chain stands, as posts show it", example = "3120-9f3a0c11d2e4")
        String head) {
  static ChainJson of(Chain.Walk walk) {
    return new ChainJson(
        walk.broken() == null,
        walk.broken() == null ? null : walk.broken().toString(),
        walk.how(),
        walk.reports(),
        walk.audits(),
        walk.head().shown());
  }
}
