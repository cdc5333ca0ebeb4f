package homestretch.core.board;

import homestretch.core.goal.Goal;
import homestretch.core.goal.Section;
import homestretch.core.goal.SectionId;
import homestretch.core.score.Weighted;
import homestretch.core.text.Exact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Goals → sections → the whole (docs/scoring.md, "Sections and grades"): the mean of a section by
 * the weights of its goals, then of the sections by theirs. A goal that stands in no section stands
 * beside them with its own weight.
 */
public final class Sectioning {
  /** In their order, each with the weight that counts. */
  private final Map<SectionId, Weighted<Section>> sections = new LinkedHashMap<>();

  public Sectioning(Setup setup) {
    for (Section section : setup.sections()) {
      BigDecimal weight = section.weight();
      if (weight == null) {
        weight =
            setup.goals().stream()
                .filter(g -> section.id().equals(g.section()))
                .map(Goal::weight)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
      }
      if (weight.signum() > 0) {
        sections.put(section.id(), new Weighted<>(weight, section));
      }
    }
  }

  /** Those that count and have goals, or a weight of their own, in their order. */
  public List<Weighted<Section>> sections() {
    return List.copyOf(sections.values());
  }

  /**
   * What weighs beside one another: a section with those of the values that stand in it, or a value
   * that stands in none.
   *
   * @param section null: the one value stands beside the sections
   */
  public record Branch<T>(@Nullable Section section, BigDecimal weight, List<Weighted<T>> values) {
    /** The mean of its values; null if none is known. */
    @Nullable BigFraction mean(Function<T, @Nullable BigFraction> figure) {
      return Weighted.mean(values, figure);
    }
  }

  /** In the order of the sections, then those beside them; none that is empty. */
  public <T> List<Branch<T>> branches(List<T> values, Function<T, Goal> goal) {
    Map<SectionId, List<Weighted<T>>> inside = new LinkedHashMap<>();
    sections.keySet().forEach(id -> inside.put(id, new ArrayList<>()));
    List<Branch<T>> beside = new ArrayList<>();
    for (T value : values) {
      Goal of = goal.apply(value);
      Weighted<T> weighted = new Weighted<>(of.weight(), value);
      List<Weighted<T>> siblings = of.section() == null ? null : inside.get(of.section());
      if (siblings == null) {
        beside.add(new Branch<>(null, of.weight(), List.of(weighted)));
      } else {
        siblings.add(weighted);
      }
    }
    List<Branch<T>> branches = new ArrayList<>();
    sections.forEach(
        (id, section) -> {
          List<Weighted<T>> siblings = inside.getOrDefault(id, List.of());
          if (!siblings.isEmpty()) {
            branches.add(new Branch<>(section.value(), section.weight(), siblings));
          }
        });
    branches.addAll(beside);
    return branches;
  }

  /**
   * The mean of means over the values whose figure is known; exact.
   *
   * @return null if none is known
   */
  <T> @Nullable BigFraction mean(
      List<T> values, Function<T, Goal> goal, Function<T, @Nullable BigFraction> figure) {
    if (sections.isEmpty()) {
      return Weighted.mean(
          values.stream().map(v -> new Weighted<>(goal.apply(v).weight(), v)).toList(), figure);
    }
    List<Weighted<Branch<T>>> branches = new ArrayList<>();
    for (Branch<T> branch : branches(values, goal)) {
      branches.add(new Weighted<>(branch.weight(), branch));
    }
    return Weighted.mean(branches, branch -> branch.mean(figure));
  }

  /**
   * By how much the whole moves when one goal moves by 1.
   *
   * @param counted the goals that the whole is made of
   */
  BigFraction share(Goal one, List<Goal> counted) {
    BigFraction all = BigFraction.ZERO;
    BigFraction own = BigFraction.ZERO;
    for (Branch<Goal> branch : branches(counted, goal -> goal)) {
      all = all.add(Exact.fraction(branch.weight()));
      BigFraction inside = BigFraction.ZERO;
      boolean here = false;
      for (Weighted<Goal> each : branch.values()) {
        inside = inside.add(Exact.fraction(each.weight()));
        here |= each.value().id().equals(one.id());
      }
      if (here) {
        own = Exact.fraction(branch.weight()).multiply(Exact.fraction(one.weight())).divide(inside);
      }
    }
    return own.divide(all);
  }
}
