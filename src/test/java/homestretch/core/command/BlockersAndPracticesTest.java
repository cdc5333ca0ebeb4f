package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.adapter.pinyin.Pinyin;
import homestretch.adapter.storage.JooqBlockers;
import homestretch.adapter.storage.JooqChain;
import homestretch.adapter.storage.JooqChannels;
import homestretch.adapter.storage.JooqPractices;
import homestretch.adapter.storage.JooqTemplates;
import homestretch.core.audit.Actor;
import homestretch.core.blocker.BlockerService;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Person;
import homestretch.core.chat.PlainText;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.delivery.Posts;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.goal.Goal;
import homestretch.core.practice.PracticeService;
import homestretch.core.schedule.PostKind;
import homestretch.core.text.Language;
import homestretch.core.wording.TemplateService;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asking for help and passing on what worked, as two departments and an administrator do it. */
class BlockersAndPracticesTest {
  private static final Person A = new Person("web", "A", "甲", Set.of());
  private static final Person B = new Person("web", "B", "乙", Set.of());
  private static final Person BOSS = new Person("web", "boss", "管理员", Set.of());
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static final class Hall implements AutoCloseable {
    final World world;
    final BlockerService blockers;
    final PracticeService practices;
    final Commands commands;
    final Map<Long, Department> departments;

    Hall(Databases databases) {
      world = new World(databases);
      world.register("hall");
      Department a = world.department("A");
      Department b = world.department("B");
      departments = Map.of(a.id().value(), a, b.id().value(), b);
      for (Department each : List.of(a, b)) {
        world.departments.link(
            world.campaign,
            each,
            List.of(new Link("web", Link.Kind.USER, each.code())),
            new Actor("leader", "api"));
      }
      world.rights.ensureAdministrator("web", "boss");
      blockers =
          new BlockerService(
              world.database, new JooqBlockers(world.database), world.audit, world.clock);
      Desk desk =
          new Desk(
              world.database,
              world.campaignRows,
              new JooqChannels(world.database),
              world.departmentRows,
              world.goalRows,
              world.rights,
              world.clock,
              new Pinyin());
      List<Command> all = new ArrayList<>(new BlockerCommands(desk, blockers).list());
      practices = world.practices;
      all.addAll(new PracticeCommands(desk, practices).list());
      commands = new Commands(all, desk);
    }

    Reply use(Person person, String command, Map<String, String> options) {
      return commands.dispatch(
          new Invocation(person, new Address("web", "hall"), Language.ZH, command, options));
    }

    Reply press(Person person, Button button) {
      return use(person, button.command(), button.options());
    }

    /** What the channels are told of an approved practice. */
    Post posted(long practice) {
      return new ApprovedPractice(
              world.database, new JooqPractices(world.database), world.departmentRows)
          .of(world.campaign.id(), practice, Language.ZH)
          .orElseThrow();
    }

    Post review(Language language) {
      return new Posts(
              world.boards,
              new WorkCalendars(),
              new TemplateService(world.database, new JooqTemplates(world.database), world.audit),
              new JooqChain(world.database),
              world.news,
              new WeeklyReview(
                  world.boards,
                  world.news,
                  practices,
                  blockers,
                  campaign -> List.copyOf(departments.values())))
          .of(
              PostKind.WEEKLY,
              world.campaign,
              LocalDate.ofInstant(world.clock.instant(), world.campaign.timezone()),
              language);
    }

    @Override
    public void close() {
      world.close();
    }
  }

  private static Post post(Reply reply) {
    return switch (reply) {
      case Reply.Private(Post post) -> post;
      case Reply.Public(Post post) -> post;
      case Reply.Ask ask -> throw new AssertionError(ask);
    };
  }

  private static List<String> lines(Reply reply) {
    return post(reply).blocks().stream().flatMap(b -> ((Block.Lines) b).lines().stream()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_blocker_stands_in_the_weekly_review_until_it_is_resolved(Databases databases) {
    try (Hall hall = new Hall(databases)) {
      Map<String, String> help = Map.of("what", "土地指标\n不足", "asked", "自然资源局", "by", "12-10");
      assertThat(hall.use(A, "blocker raise", Map.of("what", "土地"))).isInstanceOf(Reply.Ask.class);
      assertThat(lines(hall.use(A, "blocker raise", help)).getFirst())
          .isEqualTo("#1 A：土地指标 / 不足（请自然资源局协助，12月10日前）");
      hall.use(A, "blocker raise", help);
      assertThat(hall.blockers.open(hall.world.campaign)).as("the same once more").hasSize(1);
      assertThat(PlainText.of(hall.review(Language.ZH))).contains("未解决的堵点 1 个", "请自然资源局协助，12月10日前");
      assertThat(PlainText.of(hall.review(Language.EN))).contains("1 blocker is open");
      hall.world.clock.set("2026-12-12T04:00:00Z");
      assertThat(PlainText.of(hall.review(Language.ZH))).contains("其中 1 个已过期限", "已过 2 天");
      assertThat(PlainText.of(hall.review(Language.EN)))
          .contains("1 of them is overdue", "by 10 December, 2 days ago");
      assertThat(lines(hall.use(B, "blocker resolve", Map.of("id", "1"))))
          .containsExactly(BlockerTexts.NOT_YOURS.zh());
      assertThat(post(hall.use(B, "blocker list", Map.of())).buttons()).isEmpty();
      Button resolved = post(hall.use(A, "blocker list", Map.of())).buttons().getFirst().getFirst();
      assertThat(post(hall.press(A, resolved)).title()).isEqualTo("堵点已解决");
      assertThat(lines(hall.press(A, resolved))).containsExactly("这个堵点已经解决");
      assertThat(PlainText.of(hall.review(Language.ZH))).doesNotContain("堵点");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_day_that_is_over_and_texts_too_long_are_refused_with_what_would_be_right(
      Databases databases) {
    try (Hall hall = new Hall(databases)) {
      assertThat(
              lines(
                  hall.use(
                      A, "blocker raise", Map.of("what", "x", "asked", "y", "by", "2026-11-22"))))
          .containsExactly("期限：“2026-11-22”，应为不早于今天 " + TODAY + " 的日期");
      // Without its year it would be a day of next year, after all is over.
      assertThat(
              lines(hall.use(A, "blocker raise", Map.of("what", "x", "asked", "y", "by", "11-01"))))
          .containsExactly("期限：“11-01”，应为 " + TODAY + " 至 2026-12-31 的日期（战役结束以后的日期请写上年份）");
      assertThat(lines(hall.use(A, "blocker raise", Map.of("what", "x", "asked", "y", "by", "尽快"))))
          .containsExactly("期限：“尽快”，应为今天或以后的日期，如 2026-12-10、12-10、12月10日、明天");
      // What is said back is one line and turns nothing around.
      assertThat(
              lines(
                  hall.use(
                      A,
                      "blocker raise",
                      Map.of("what", "x", "asked", "y", "by", "\u202e尽快\n# 标题"))))
          .containsExactly("期限：“尽快 / # 标题”，应为今天或以后的日期，如 2026-12-10、12-10、12月10日、明天");
      assertThat(
              lines(
                  hall.use(
                      A,
                      "blocker raise",
                      Map.of("what", "长".repeat(501), "asked", "长".repeat(121), "by", "明天"))))
          .singleElement()
          .asString()
          .contains("最多 500 个字（现有 501 个）", "最多 120 个字（现有 121 个）");
      assertThat(hall.blockers.open(hall.world.campaign)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_practice_is_proposed_approved_posted_and_adopted(Databases databases) {
    try (Hall hall = new Hall(databases)) {
      assertThat(post(hall.use(A, "practice share", Map.of("what", "每周五集中审批"))).title())
          .isEqualTo("做法已提交");
      assertThat(lines(hall.use(B, "practice list", Map.of())))
          .as("others see it once it is approved")
          .containsExactly(PracticeTexts.NONE.zh());
      assertThat(lines(hall.use(B, "practice approve", Map.of("id", "1"))).getFirst())
          .contains("只有管理员");
      Post waiting = post(hall.use(BOSS, "practice list", Map.of()));
      Reply approved = hall.press(BOSS, waiting.buttons().getFirst().getFirst());
      assertThat(lines(approved)).containsExactly("#1 A：每周五集中审批", PracticeTexts.goesTo(1, 0).zh());
      Post posted = hall.posted(1);
      assertThat(PlainText.of(posted)).contains("好做法", "#1 A：每周五集中审批");
      assertThat(lines(hall.press(BOSS, waiting.buttons().getFirst().getFirst())))
          .containsExactly("这条做法已经审过");
      Button adopt = posted.buttons().getFirst().getFirst();
      assertThat(lines(hall.press(B, adopt))).containsExactly("#1 A：每周五集中审批；B也在这样做");
      hall.press(B, adopt);
      assertThat(lines(hall.use(BOSS, "practice list", Map.of())))
          .containsExactly("#1 A：每周五集中审批；B也在这样做");
      assertThat(lines(hall.press(A, adopt))).containsExactly("这是本单位自己的做法");
      Button back = post(approved).buttons().getFirst().getFirst();
      assertThat(lines(hall.press(A, back)).getFirst()).contains("只有管理员");
      assertThat(lines(hall.press(BOSS, back))).contains(PracticeTexts.standsIn(0).zh());
      assertThat(lines(hall.press(BOSS, back))).containsExactly("这条做法还没有审核通过");
      assertThat(lines(hall.use(A, "practice list", Map.of())))
          .containsExactly("#1 A：每周五集中审批；B也在这样做 · 待审核");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_weekly_review_says_how_the_week_went_and_nothing_that_is_not_disclosed(
      Databases databases) {
    try (Hall hall = new Hall(databases)) {
      Goal goal = hall.world.goal("GBR", "1");
      List<Department> units = new ArrayList<>(hall.departments.values());
      List.of("U3", "U4", "LAST").forEach(code -> units.add(hall.world.department(code)));
      for (int i = 0; i < units.size(); i++) {
        hall.world.target(units.get(i), goal, "100");
        hall.world.report(units.get(i), goal, "50", "2026-11-15");
        boolean isLast = units.get(i).code().equals("LAST");
        hall.world.report(units.get(i), goal, isLast ? "52" : "75", "2026-11-22");
      }
      hall.use(A, "practice share", Map.of("what", "每周五集中审批"));
      hall.use(B, "practice share", Map.of("what", "还没有批准的做法"));
      hall.use(BOSS, "practice approve", Map.of("id", "1"));
      hall.use(A, "blocker raise", Map.of("what", "土地", "asked", "自然资源局", "by", "11-24"));
      hall.world.clock.set("2026-11-26T04:00:00Z");
      String chinese = PlainText.of(hall.review(Language.ZH));
      String english = PlainText.of(hall.review(Language.EN));
      assertThat(chinese)
          .containsOnlyOnce("最近七天：")
          // The line above says how it changed by what was known; one by days beside it did not add
          // up.
          .doesNotContain("这一周：")
          .contains("做法 · A：每周五集中审批", "未解决的堵点 1 个", "其中 1 个已过期限", "已过 2 天");
      assertThat(english)
          .containsOnlyOnce("The last seven days:")
          .contains("Practice, A: 每周五集中审批", "1 blocker is open", "1 of them is overdue");
      hall.world.clock.set("2026-12-08T04:00:00Z");
      assertThat(PlainText.of(hall.review(Language.ZH))).doesNotContain("做法 · ");
      hall.use(BOSS, "practice approve", Map.of("id", "2"));
      assertThat(PlainText.of(hall.review(Language.ZH)))
          .as("it was shared two weeks before, and approved now")
          .contains("做法 · B：还没有批准的做法");
      assertThat(List.of(chinese, english))
          .noneMatch(post -> post.contains("LAST") || post.contains("还没有批准的做法"));
    }
  }
}
