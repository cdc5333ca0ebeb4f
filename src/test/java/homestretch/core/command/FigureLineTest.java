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

  private static FigureLine.Reading reading(String line) {
    return reader.read(line.replace("\\t", "\t").replace("\\n", "\n"));
  }

  private static String read(String line) {
    assertThat(reading(line).wrong()).isEmpty();
    return String.join(
        " | ",
        reading(line).items().stream()
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
          GBR\\tINV\\n临江区\\t60.2\\t1,300 ! 临江区 GBR=60.2 | 临江区 INV=1,300
          GBR\\t72\\nINV\\t134 ! GBR=72 | INV=134
          \\nGBR\\t72\\t10-31\\nINV\\t134\\t10-30 ! GBR=72@2026-10-31 | INV=134@2026-10-30
          固定资产投资\\t2026年10月31日\\t72\\nGBR\\t2026年10月31日\\t9 ! 固定资产投资=72@2026-10-31 | GBR=9@2026-10-31
          临江区\\tGBR\\t72\\nB\\tGBR\\t134 ! 临江区 GBR=72 | B GBR=134
          GBR\\t72\\t临江区\\nGBR\\t134\\tB ! 临江区 GBR=72 | B GBR=134
          GBR\\t临江区\\t72\\nGBR\\tB\\t134 ! 临江区 GBR=72 | B GBR=134
          指标\\t数值\\nGBR\\t72\\nINV\\t134 ! GBR=72 | INV=134
          单位\\t指标\\t数值\\t截至\\n临江区\\tGBR\\t72\\t10-31\\n\\tINV\\t1 300.5\\t ! 临江区 GBR=72@2026-10-31 | 临江区 INV=1 300.5
          指标\\t单位\\t数值\\nGBR\\t亿元\\t72 ! GBR=72亿元
          数值\\t指标\\n72\\tGBR ! GBR=72
          临江区 GBR 6, INV 7 ! 临江区 GBR=6 | 临江区 INV=7
          临江区，GBR 6；INV 7、B INV 8 ! 临江区 GBR=6 | 临江区 INV=7 | B INV=8
          GBR 6, B INV 8 ! GBR=6 | B INV=8
          临江区 GBR 6 B GBR 8 ! 临江区 GBR=6 | B GBR=8
          GBR 6 临江区 ! 临江区 GBR=6
          GBR 6 INV 7 10-31 临江区 ! 临江区 GBR=6@2026-10-31 | 临江区 INV=7@2026-10-31
          GBR 6 临江区, INV 7 B ! 临江区 GBR=6 | B INV=7
          """)
  void a_line_is_read_as_it_is_meant(String line, String meant) {
    assertThat(read(line)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          临江区 B GBR 66.5 ! department “临江区, B”
          临江区, B GBR 66.5 ! department “临江区, B”
          GBR 6 临江区 B ! department “临江区, B”
          GBR 6 临江区 INV 7 ! department “临江区”
          GBR 6, 临江区 ! department “临江区”
          临江区 GBR 6, INV 7 B ! department “B”
          单位\\t单位名称\\tGBR\\n临江区\\tB\\t60 ! department “临江区, B”
          10-31 GBR 6 11-20 INV 7 ! as_of “2026-10-31, 2026-11-20”
          指标\\t数值\\t备注\\nGBR\\t72\\t好 ! goal “备注”
          指标\\t数值\\nGBQ\\t72 ! goal “GBQ”
          GBR 6, XXX 5 INV 9, FOO 3 ! goal “XXX”; goal “FOO”
          """)
  void what_could_be_read_in_two_ways_or_is_left_over_is_refused(String line, String wrong) {
    assertThat(
            String.join(
                "; ",
                reading(line).wrong().stream()
                    .map(v -> v.field() + " “" + v.value() + "”")
                    .toList()))
        .isEqualTo(wrong);
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
    FigureLine.Reading read = reader.read("GBT 60, INV, 9, GBR 5");
    assertThat(read.wrong())
        .extracting(v -> v.field() + " " + v.value())
        .containsExactly("goal GBT", "value INV", "goal 9");
    assertThat(read.wrong().getFirst().expected().zh()).contains("您是不是要找：GBR");
    assertThat(read.items()).extracting(i -> i.goal().code()).containsExactly("GBR");
  }
}
