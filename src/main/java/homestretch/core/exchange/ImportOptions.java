package homestretch.core.exchange;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How tables are to be read (spec/interface.md, Import).
 *
 * @param onlyGoals the goals to take, rows of others are passed over; empty: all
 * @param hidden what to do with hidden rows; null: they are refused and counted
 * @param cumulate figures are per period and are summed up
 * @param asOf the day of figures where no column has it
 * @param goal the goal of figures where no column has it, by code or name
 * @param strict warnings are errors
 * @param mapping how tables are laid out; without one they are recognised
 */
public record ImportOptions(
    Set<String> onlyGoals,
    @Nullable Hidden hidden,
    boolean cumulate,
    @Nullable LocalDate asOf,
    @Nullable String goal,
    boolean strict,
    boolean dryRun,
    Mapping mapping) {

  public static final ImportOptions PLAIN =
      new ImportOptions(Set.of(), null, false, null, null, false, false, Mapping.NONE);

  /** What to do with rows that are hidden by hand or by a filter. */
  public enum Hidden {
    READ,
    SKIP
  }

  public ImportOptions only(Set<String> goals) {
    return new ImportOptions(goals, hidden, cumulate, asOf, goal, strict, dryRun, mapping);
  }

  public ImportOptions with(Mapping other) {
    return new ImportOptions(onlyGoals, hidden, cumulate, asOf, goal, strict, dryRun, other);
  }

  public ImportOptions dry(boolean dry) {
    return new ImportOptions(onlyGoals, hidden, cumulate, asOf, goal, strict, dry, mapping);
  }
}
