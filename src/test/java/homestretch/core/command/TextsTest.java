package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.access.Role;
import homestretch.core.audit.Actor;
import homestretch.core.blocker.Blocker;
import homestretch.core.board.GoalStanding;
import homestretch.core.board.SectionStanding;
import homestretch.core.board.Setup;
import homestretch.core.board.Standing;
import homestretch.core.board.ToNext;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Command;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Figure;
import homestretch.core.goal.Goal;
import homestretch.core.goal.Milestone;
import homestretch.core.goal.Plan;
import homestretch.core.goal.Target;
import homestretch.core.practice.Practice;
import homestretch.core.report.Report;
import homestretch.core.schedule.PostKind;
import homestretch.core.schedule.Schedule;
import homestretch.core.score.Light;
import homestretch.core.score.Pace;
import homestretch.core.score.rule.ScoringRule;
import homestretch.core.score.rule.WrittenRule;
import homestretch.core.text.Amounts;
import homestretch.core.text.Exact;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of every {@code …Texts} class, in both languages. */
class TextsTest {
  /** Every class of texts that there is, wherever it stands. */
  private static List<Class<?>> classes() throws Exception {
    Path root =
        Path.of(ReportTexts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("homestretch"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Texts.class")).toList()) {
        String name =
            root.relativize(file).toString().replace(".class", "").replace(File.separator, ".");
        if (!OTHERS.contains(name.substring(name.lastIndexOf('.') + 1))) {
          classes.add(Class.forName(name));
        }
      }
    }
    assertThat(classes).hasSizeGreaterThan(10);
    return classes;
  }

  /** Classes that end so and hold no messages, with their reason. */
  private static final Set<String> OTHERS =
      Set.of(
          // A table's cells, packed.
          "PackedTexts",
          // The reader of staged texts.
          "Texts",
          // Headings of a template workbook, by column.
          "TemplateTexts");

  /** What is a name and nothing else reads the same in both languages. */
  private static final Set<String> NAMES_ALONE =
      Set.of("HistoryTexts.who", "LinkTexts.who", "ProgressTexts.name");

  /** Things of boards with sections and history: the tests that make those read their texts. */
  private static final Set<Class<?>> TOLD_ELSEWHERE =
      Set.of(SectionStanding.class, Standing.Movement.class);

  private static final String PLURAL_OF_ONE =
      "(?<![.\\d])1 (working )?(days|points|units|rows|figures|ones|goals|numbers|departments)\\b";

  private static boolean isChinese(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
  }

  @Test
  void each_text_is_chinese_in_chinese_and_english_in_english() throws Exception {
    try (Newsroom room = new Newsroom(Databases.SQLITE)) {
      List<String> rendered = new ArrayList<>();
      Map<Class<?>, Object> samples = samples(room);
      for (Class<?> texts : classes()) {
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
              && isOurs(texts, method, samples)
              && Stream.of(Text.class, List.class).anyMatch(t -> t == method.getReturnType())) {
            method.setAccessible(true);
            for (int count : List.of(1, 2)) {
              samples.put(int.class, count);
              samples.put(long.class, (long) count);
              samples.put(Integer.class, count);
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
      }
      assertThat(rendered).hasSizeGreaterThan(50);
    }
  }

  /** The texts of commands and chats are read in full; of others, those made of the same things. */
  private static boolean isOurs(Class<?> texts, Method method, Map<Class<?>, Object> samples) {
    boolean must = texts.getPackageName().matches("homestretch\\.core\\.(command|chat).*");
    return Stream.of(method.getParameterTypes())
        .noneMatch(t -> TOLD_ELSEWHERE.contains(t) || !must && !samples.containsKey(t));
  }

  private static void check(Class<?> texts, String name, Text text, List<String> rendered) {
    String what = texts.getSimpleName() + "." + name;
    // A line of nothing but names is Chinese by its colon.
    assertThat(
            NAMES_ALONE.contains(what)
                || text.zh().codePoints().anyMatch(c -> isChinese(c) || c == '：'))
        .as(what + text)
        .isTrue();
    assertThat(text.en().codePoints().noneMatch(TextsTest::isChinese)).as(what + text).isTrue();
    assertThat(text.en()).as(what).matches("(?s).*[A-Za-z].*").doesNotContain("null");
    assertThat(text.zh()).as(what).doesNotContain("null");
    assertThat(text.en()).as(what + ": plurals").doesNotContainPattern(PLURAL_OF_ONE);
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
    samples.put(ScoringRule.class, WrittenRule.read("efficacy"));
    samples.put(Figure.class, Figure.of(new BigDecimal("60.2")));
    samples.put(Standing.class, standing);
    samples.put(GoalStanding.class, standing.goals().getFirst());
    samples.put(
        ToNext.class, new ToNext(new BigDecimal("0.18"), goal, new BigDecimal("0.4"), List.of()));
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
    Report report = Objects.requireNonNull(standing.goals().getFirst().report());
    samples.put(Report.class, report);
    samples.put(Pace.class, Objects.requireNonNull(standing.goals().getFirst().pace()));
    samples.put(Setup.class, room.world.book().setup());
    samples.put(Role.class, Role.REPORTER);
    samples.put(Actor.class, by);
    samples.put(Link.class, new Link("web", Link.Kind.ROLE, "x"));
    samples.put(Campaign.class, room.world.campaign);
    samples.put(BigDecimal.class, new BigDecimal("0.3"));
    samples.put(boolean.class, true);
    samples.put(
        Plan.class,
        new Plan(goal.id(), null, day, List.of(new Plan.Point(day, new BigDecimal("50"))), 1));
    samples.put(
        GoalStanding.Step.class,
        new GoalStanding.Step(
            new Milestone(department.id(), goal.id(), "started", day, BigDecimal.ONE, day, 1),
            null,
            Light.RED));
    samples.put(
        Command.class,
        new Command(
            "x",
            new Text("某", "x"),
            new Text("做某事", "does"),
            List.of(),
            i -> new Reply.Private(Post.lines("x"))));
    samples.put(
        Milestone.class,
        new Milestone(department.id(), goal.id(), "started", day, BigDecimal.ONE, day, 1));
    samples.put(Channel.class, channel);
    samples.put(Schedule.class, schedule);
    samples.put(LocalDate.class, day.plusDays(1));
    samples.put(Instant.class, Instant.parse("2026-11-23T01:00:00Z"));
    samples.put(ZoneId.class, Newsroom.SHANGHAI);
    samples.put(Text.class, new Text("某", "one"));
    samples.put(Report.class, Objects.requireNonNull(standing.goals().getFirst().report()));
    samples.put(Target.class, Objects.requireNonNull(standing.goals().getFirst().target()));
    samples.put(Light.class, Light.GREEN);
    samples.put(Exact.class, Exact.of(new BigDecimal("0.30")));
    samples.put(String.class, "x");
    samples.put(Integer.class, 2);
    samples.put(int.class, 2);
    samples.put(long.class, 1L);
    samples.put(List.class, List.of());
    samples.put(Function.class, of);
    return samples;
  }

  @Test
  void the_need_of_a_day_is_said_beside_the_own_pace_and_in_whole_things() {
    Text money = new Text("亿元", "100 million yuan");
    assertThat(ProgressTexts.needed(Exact.of(new BigDecimal("0.30")), money, false).zh())
        .isEqualTo("剩余每个工作日需 0.30 亿元");
    assertThat(ProgressTexts.needed(Exact.of(new BigDecimal("0.30")), money, true).en())
        .isEqualTo("30 million yuan needed each working day left, counted from today");
    LocalDate day = LocalDate.of(2026, 10, 31);
    Exact own = Exact.of(new BigDecimal("0.26"));
    Exact then = Exact.of(new BigDecimal("0.30"));
    assertThat(ProgressTexts.faster(own, then, 15, day, money).zh())
        .isEqualTo("截至 2026-10-31 平均每个工作日 0.26 亿元，从那时算每个工作日需 0.30 亿元，要加快 15%");
    assertThat(ProgressTexts.faster(own, then, 15, day, money).en())
        .isEqualTo(
            "26 million yuan on average up to 2026-10-31; counted from then 30 million yuan is"
                + " needed, 15% faster");
    assertThat(ProgressTexts.forecast(new BigDecimal("68.21"), money, true).en())
        .endsWith("at the deadline, which reaches the target");
    Text projects = new Text("个", "projects");
    assertThat(ProgressTexts.neededByOnes(new BigDecimal(6), 4, 5, projects).zh())
        .isEqualTo("还差 6 个，约每 4 个工作日 1 个（至今约每 5 个工作日 1 个）");
    assertThat(ProgressTexts.neededByOnes(new BigDecimal(6), 4, 5, projects).en())
        .isEqualTo(
            "6 projects to go, about one every 4 working days (so far about one every 5 working"
                + " days)");
    assertThat(ProgressTexts.neededByOnes(new BigDecimal(20), 1, 1, projects).zh())
        .isEqualTo("还差 20 个，约每个工作日 1 个（至今约每个工作日 1 个）");
    assertThat(Amounts.isCounted(projects, 20)).isTrue();
    assertThat(Amounts.isCounted(Text.same("projects"), 0)).isTrue();
    assertThat(Amounts.isCounted(money, 0)).isFalse();
    assertThat(Amounts.isCounted(Text.same("元"), 0)).isFalse();
    assertThat(Amounts.isCounted(Text.same("吨标准煤"), 2)).isFalse();
  }

  @Test
  void ordinals_and_what_is_next_read_as_one_would_say_them() {
    assertThat(Stream.of(1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111).map(ReportTexts::ordinal))
        .containsExactly(
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th");
    try (Newsroom room = new Newsroom(Databases.SQLITE)) {
      Goal goal = room.world.goal("GBR", "1");
      Text next =
          ReportTexts.next(
              new ToNext(new BigDecimal("0.18"), goal, new BigDecimal("0.4"), List.of()), 2);
      assertThat(next.zh()).isEqualTo("距第 2 名 0.18 分：GBR再多 0.4 亿元");
      assertThat(next.en()).isEqualTo("0.18 points behind 2nd: 40 million yuan more of GBR");
      Text unknown =
          ReportTexts.next(new ToNext(new BigDecimal("5.00"), null, null, List.of(goal)), 2);
      assertThat(unknown.zh()).isEqualTo("距第 2 名 5.00 分（在GBR上要做到多少，推算不出）");
      assertThat(unknown.en())
          .isEqualTo("5.00 points behind 2nd (what it takes in GBR cannot be worked out)");
    }
  }
}
