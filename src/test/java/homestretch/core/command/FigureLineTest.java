package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.adapter.pinyin.Pinyin;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.goal.Direction;
import homestretch.core.goal.Goal;
import homestretch.core.goal.GoalId;
import homestretch.core.goal.GoalKind;
import homestretch.core.text.Lookup;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as they are typed and pasted. */
class FigureLineTest {
  private static World world;
  private static FigureLine reader;
  private static List<Goal> goals;

  @BeforeAll
  static void two_goals_and_two_departments() {
    world = new World(Databases.SQLITE);
    goals = List.of(world.goal("GBR", "1"), world.goal("INV", "1"), world.goal("固定资产投资", "1"));
    List<Department> departments = List.of(world.department("临江区"), world.department("B"));
    reader =
        new FigureLine(goals, departments, LocalDate.of(2026, 11, 24), new Lookup(new Pinyin()));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static String read(String line) {
    return String.join(
        " | ",
        reader.read(line.replace("\\t", "\t").replace("\\n", "\n")).stream()
            .map(
                i -> {
                  Department of = i.department();
                  return (of == null ? "" : of.code() + " ")
                      + i.goal().code()
                      + "="
                      + i.value()
                      + (i.asOf() == null ? "" : "@" + i.asOf());
                })
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          GBR 60.2 ! GBR=60.2
          gbr：60.2 亿元 ! GBR=60.2 亿元
          GBR 60.2, INV 130 ! GBR=60.2 | INV=130
          GBR 60.2，INV 1,300.5；固定资产投资 99 ! GBR=60.2 | INV=1,300.5 | 固定资产投资=99
          GBR 60.2 INV 130 ! GBR=60.2 | INV=130
          固定资产投资60.2亿元 ! 固定资产投资=60.2亿元
          gdzctz 60.2 ! 固定资产投资=60.2
          GBR 60.2 截至10-31 ! GBR=60.2@2026-10-31
          GBR 30/40 2026-10-31 ! GBR=30/40@2026-10-31
          临江区 GBR 60.2 10月31日 INV 130 ! 临江区 GBR=60.2@2026-10-31 | 临江区 INV=130@2026-10-31
          临江区\\tGBR\\t60.2\\t2026-10-31 ! 临江区 GBR=60.2@2026-10-31
          单位\\tGBR\\tINV\\n临江区\\t60.2\\t1,300\\nB\\t7\\t ! 临江区 GBR=60.2 | 临江区 INV=1,300 | B GBR=7
          """)
  void a_line_is_read_as_it_is_meant(String line, String meant) {
    assertThat(read(line)).isEqualTo(meant);
  }

  @Test
  void each_example_that_is_shown_is_understood() {
    assertThat(FigureLine.EXAMPLES).allSatisfy(line -> assertThat(read(line)).contains("GBR=60.2"));
    for (GoalKind kind : GoalKind.ALL) {
      Goal ofKind = ofKind(kind);
      assertThat(TypedFigure.examples(kind))
          .allSatisfy(example -> ofKind.check(TypedFigure.read(ofKind, example)));
      assertThat(FigureTexts.expected(ofKind).zh()).contains(TypedFigure.examples(kind).getFirst());
    }
  }

  private static Goal ofKind(GoalKind kind) {
    return new Goal(
        new GoalId(1),
        world.campaign.id(),
        "X",
        Text.same("X"),
        new Text("亿元", "100 m yuan"),
        kind,
        Direction.UP,
        new BigDecimal("1"),
        new BigDecimal("100"),
        null,
        Goal.Period.YEAR,
        Goal.DueEvery.NONE,
        0,
        10,
        1,
        0);
  }

  @Test
  void multiples_of_the_goals_unit_are_converted_and_other_units_refused() {
    assertThat(TypedFigure.read(goals.getFirst(), "602000万元").toString()).isEqualTo("60.2");
    assertThat(TypedFigure.read(goals.getFirst(), "60.2 亿").toString()).isEqualTo("60.2");
    assertThatThrownBy(() -> TypedFigure.read(goals.getFirst(), "60.2 万美元"))
        .isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void everything_that_is_not_clear_is_said_at_once() {
    assertThatThrownBy(() -> reader.read("GBT 60, INV, 9"))
        .isInstanceOfSatisfying(
            Fault.Invalid.class,
            e -> {
              assertThat(e.violations())
                  .extracting(v -> v.field() + " " + v.value())
                  .containsExactly("goal GBT", "value INV", "goal 9");
              assertThat(e.violations().getFirst().expected().zh()).contains("您是不是要找：GBR");
            });
  }
}
