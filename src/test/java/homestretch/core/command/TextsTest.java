package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.audit.Actor;
import homestretch.core.blocker.Blocker;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.chat.Channel;
import homestretch.core.department.Department;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.practice.Practice;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of every {@code …Texts} class, in both languages. */
class TextsTest {
  private static final List<Class<?>> CLASSES =
      List.of(ReportTexts.class, BlockerTexts.class, PracticeTexts.class, SetupTexts.class);

  private static boolean isChinese(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }

  @Test
  void each_text_is_chinese_in_chinese_and_english_in_english()
      throws ReflectiveOperationException {
    try (Newsroom room = new Newsroom(Databases.SQLITE)) {
      List<String> rendered = new ArrayList<>();
      Map<Class<?>, Object> samples = samples(room);
      for (Class<?> texts : CLASSES) {
        for (Field field : texts.getDeclaredFields()) {
          if (field.getType() == Text.class) {
            field.setAccessible(true);
            check(texts, field.getName(), (Text) field.get(null), rendered);
          }
        }
        for (Method method : texts.getDeclaredMethods()) {
          if (!method.isSynthetic()
              && Modifier.isStatic(method.getModifiers())
              && !Modifier.isPrivate(method.getModifiers())
              && Stream.of(Text.class, List.class).anyMatch(t -> t == method.getReturnType())) {
            method.setAccessible(true);
            Object[] given =
                Arrays.stream(method.getParameterTypes())
                    .map(t -> Objects.requireNonNull(samples.get(t), t + " of " + method))
                    .toArray();
            Object made = method.invoke(null, given);
            List<?> all = made instanceof List<?> list ? list : List.of(made);
            for (Object each : all) {
              Text text = (Text) each;
              // The league has one name in both languages.
              String english = text.en().replace(room.world.league.name().en(), "Districts");
              check(texts, method.getName(), new Text(text.zh(), english), rendered);
            }
          }
        }
      }
      assertThat(rendered).hasSizeGreaterThan(50);
    }
  }

  private static void check(Class<?> texts, String name, Text text, List<String> rendered) {
    String what = texts.getSimpleName() + "." + name;
    // A line of nothing but names is Chinese by its colon.
    assertThat(text.zh().codePoints().anyMatch(c -> isChinese(c) || c == '：'))
        .as(what + text)
        .isTrue();
    assertThat(text.en().codePoints().noneMatch(TextsTest::isChinese)).as(what + text).isTrue();
    assertThat(text.en()).as(what).matches("(?s).*[A-Za-z].*").doesNotContain("null");
    assertThat(text.zh()).as(what).doesNotContain("null");
    assertThat(text.en())
        .as(what + ": plurals")
        .doesNotContainPattern("\\b1 (days|points|units)\\b");
    rendered.add(what);
  }

  /** One of each thing that a text is made of, its names English in English. */
  private static Map<Class<?>, Object> samples(Newsroom room) {
    Department department = room.world.department("A");
    Goal goal = room.world.goal("GBR", "1");
    room.world.target(department, goal, "100");
    room.world.report(department, goal, "60", "2026-11-20");
    Standing standing = room.world.book().standing(department.id());
    Actor by = new Actor("Wang", "web");
    LocalDate day = LocalDate.of(2026, 11, 22);
    Blocker blocker =
        new Blocker(3, department.id(), "permits", "bureau", day, by, Instant.EPOCH, null);
    Channel channel = room.channel("hall");
    Schedule schedule = room.schedule(PostKind.DAILY, Newsroom.at("09:00"), channel);
    Function<Blocker, Department> of = b -> department;
    Map<Class<?>, Object> samples = new HashMap<>();
    samples.put(Department.class, department);
    samples.put(Goal.class, goal);
    samples.put(Figure.class, Figure.of(new BigDecimal("60.2")));
    samples.put(Standing.class, standing);
    samples.put(GoalStanding.class, standing.goals().getFirst());
    samples.put(ToNext.class, new ToNext(new BigDecimal("0.18"), goal, new BigDecimal("0.4")));
    samples.put(Blocker.class, blocker);
    samples.put(
        Practice.class,
        new Practice(
            2,
            department.id(),
            "joint approval",
            "No. 1",
            Practice.State.PROPOSED,
            by,
            Instant.EPOCH,
            List.of()));
    samples.put(Channel.class, channel);
    samples.put(Schedule.class, schedule);
    samples.put(LocalDate.class, day.plusDays(1));
    samples.put(Text.class, new Text("某", "one"));
    samples.put(String.class, "x");
    samples.put(Integer.class, 2);
    samples.put(int.class, 2);
    samples.put(long.class, 1L);
    samples.put(List.class, List.of());
    samples.put(Function.class, of);
    return samples;
  }

  @Test
  void ordinals_and_what_is_next_read_as_one_would_say_them() {
    assertThat(Stream.of(1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111).map(ReportTexts::ordinal))
        .containsExactly(
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th");
    try (Newsroom room = new Newsroom(Databases.SQLITE)) {
      Goal goal = room.world.goal("GBR", "1");
      Text next =
          ReportTexts.next(new ToNext(new BigDecimal("0.18"), goal, new BigDecimal("0.4")), 2);
      assertThat(next.zh()).isEqualTo("距第 2 名 0.18 分：GBR再多 0.4 亿元");
      assertThat(next.en()).isEqualTo("0.18 points behind 2nd: 40 million yuan more of GBR");
    }
  }
}
