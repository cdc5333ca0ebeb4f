package homestretch.core.report;

/** An entry's key in the ledger. */
public record ReportId(long value) {}
