package homestretch.core.exchange;

import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param ignored files and columns that were not read, such as {@code goals.csv: year}
 */
public record Imported(
    String campaign,
    boolean dryRun,
    int departments,
    int goals,
    int targets,
    int reports,
    List<String> ignored) {}
