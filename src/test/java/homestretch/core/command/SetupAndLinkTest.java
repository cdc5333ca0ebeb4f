package homestretch.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Address;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Choice;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Invocation;
import homestretch.core.chat.Option;
import homestretch.core.chat.Person;
import homestretch.core.chat.PlainText;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.department.Department;
import homestretch.core.department.Link;
import homestretch.core.schedule.Schedule;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.testing.Databases;
import homestretch.testing.Newsroom;
import homestretch.testing.World;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator's first ten minutes, in a channel that nobody has registered. */
class SetupAndLinkTest {
  private static final Person BOSS = new Person("discord", "7", "boss", Set.of());
  private static final Person READER = new Person("discord", "8", "reader", Set.of());
  private static final Address HERE = new Address("discord", "100200300");

  private Newsroom room;
  private Commands commands;
  private Optional<Text> unreachable = Optional.empty();

  @BeforeEach
  void one_campaign_and_one_administrator() {
    room = new Newsroom(Databases.SQLITE);
    room.world.department("A");
    room.world.rights.ensureAdministrator("discord", "7");
    Desk desk =
        new Desk(
            room.world.database,
            room.world.campaignRows,
            room.channelRows,
            room.world.departmentRows,
            room.world.goalRows,
            room.world.rights,
            room.world.clock);
    commands =
        new Commands(
            List.of(
                new SetupCommand(
                        desk, room.channels, room.schedules, room.posts, where -> unreachable)
                    .command(),
                new LinkCommand(
                        desk,
                        room.world.rights,
                        room.world.departments,
                        link -> link.id().equals("8") ? Optional.of("王芳") : Optional.empty())
                    .command(),
                new HelpCommand(desk, room.world.reports, List.of()).command()),
            desk);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Post use(Person person, String command, Map<String, String> options) {
    Reply reply = commands.dispatch(new Invocation(person, HERE, Language.ZH, command, options));
    return ((Reply.Private) reply).post();
  }

  private static List<String> lines(Post post) {
    return post.blocks().stream()
        .filter(b -> b instanceof Block.Lines)
        .flatMap(b -> ((Block.Lines) b).lines().stream())
        .toList();
  }

  private Channel here() {
    return room.world.database.read(() -> room.channelRows.at(HERE)).orElseThrow();
  }

  private List<Schedule> schedules() {
    return room.schedules.list(0, 100).stream()
        .filter(s -> s.channels().contains(here().id()))
        .toList();
  }

  @Test
  void setup_registers_the_channel_and_its_buttons_add_posts_once_and_change_the_language() {
    assertThat(lines(use(BOSS, "help", Map.of()))).first().asString().contains("/设置");
    Post first = use(BOSS, "setup", Map.of());
    assertThat(lines(first)).hasSize(2).last().isEqualTo(SetupTexts.NO_POSTS.zh());
    assertThat(here().language()).isEqualTo(Language.ZH);
    Button daily = first.buttons().getFirst().getFirst();
    assertThat(lines(use(BOSS, daily.command(), daily.options())))
        .as("with the next time by each reader's own clock")
        .anyMatch(line -> line.matches("· 每日播报：每个工作日 09:00，下一次 \uE000\\d+\uE001.* 09:00\uE002"));
    use(BOSS, daily.command(), daily.options());
    assertThat(schedules()).hasSize(1);
    use(BOSS, "setup", Map.of("language", "英文", "timezone", "Asia/Urumqi", "post", "weekly"));
    assertThat(here().language()).isEqualTo(Language.EN);
    assertThat(here().timezone()).isEqualTo(ZoneId.of("Asia/Urumqi"));
    assertThat(schedules()).hasSize(2);
    assertThat(lines(use(BOSS, "setup", Map.of("preview", "1"))).getFirst())
        .containsIgnoringCase("days");
  }

  @Test
  void what_is_wrong_changes_nothing_and_who_is_no_administrator_is_told_so() {
    assertThat(lines(use(READER, "setup", Map.of())).getFirst()).contains("只有管理员可以这样做");
    assertThat(lines(use(BOSS, "setup", Map.of("timezone", "Mars"))))
        .first()
        .asString()
        .isEqualTo("时区：“Mars”，应为时区名称，如 Asia/Shanghai");
    assertThat(lines(use(BOSS, "setup", Map.of("post", "hourly", "language", "法文"))))
        .singleElement()
        .asString()
        .contains("语言：“法文”，应为中文、英文 之一", "播报：“hourly”");
    assertThat(room.world.database.read(() -> room.channelRows.at(HERE))).isEmpty();
  }

  @Test
  void missing_permissions_are_named() {
    unreachable = Optional.of(new Text("机器人缺少权限：嵌入链接", "lacks Embed Links"));
    assertThat(lines(use(BOSS, "setup", Map.of()))).contains("⚠ 这里还发不出去：机器人缺少权限：嵌入链接");
  }

  @Test
  void an_administrator_who_leaves_out_the_options_names_is_told_them() {
    use(BOSS, "setup", Map.of());
    assertThat(lines(use(BOSS, "link", Map.of("code", "甲县 王芳"))))
        .singleElement()
        .asString()
        .contains("不需要代码", "单位:… 人员:…");
    assertThat(lines(use(READER, "link", Map.of("code", "甲县 王芳"))).getFirst()).contains("一次性代码不对");
  }

  @Test
  void helps_example_of_a_link_is_one_that_the_platform_takes() {
    assertThat(LinkTexts.example("feishu").zh()).endsWith("人员:@王芳");
    for (Language language : Language.values()) {
      String example = LinkTexts.example("wecom").in(language);
      assertThat(example.substring(example.lastIndexOf(':') + 1)).matches("[a-z]+");
    }
  }

  @Test
  void link_says_who_reports_for_a_department_once() {
    use(BOSS, "setup", Map.of());
    assertThat(lines(use(READER, "link", Map.of("department", "A", "person", "8"))).getFirst())
        .contains("只有管理员");
    assertThat(lines(use(BOSS, "link", Map.of("role", "5")))).containsExactly("请填单位：一个单位");
    use(BOSS, "link", Map.of("department", "A", "person", "<@8>", "role", "5"));
    use(BOSS, "link", Map.of("department", "A", "person", "8"));
    assertThat(room.world.departments.links(room.world.departments.find(room.world.campaign, "A")))
        .containsExactlyInAnyOrder(
            new Link("discord", Link.Kind.USER, "8"), new Link("discord", Link.Kind.ROLE, "5"));
    assertThat(lines(use(BOSS, "link", Map.of())).getFirst())
        .startsWith("A：")
        .contains("王芳 (", "角色“5”");
  }

  @Test
  void of_two_hundred_departments_and_roles_none_is_out_of_reach() {
    use(BOSS, "setup", Map.of());
    for (int i = 100; i < 300; i++) {
      Department department = room.world.department("D" + i);
      room.world.departments.addLink(
          room.world.campaign,
          department,
          new Link("discord", Link.Kind.ROLE, "90000" + i),
          World.ACTOR);
    }
    assertThat(completed("")).as("as many as Discord takes").hasSize(25);
    for (int i = 100; i < 300; i++) {
      assertThat(completed("D" + i)).containsExactly("D" + i);
    }
    StringBuilder all = new StringBuilder();
    Post page = use(BOSS, "link", Map.of());
    for (int pages = 1; ; pages++) {
      assertThat(pages).isLessThan(10);
      assertThat(PlainText.of(page).length()).isLessThan(4096);
      all.append(PlainText.of(page)).append('\n');
      Button next =
          page.buttons().stream()
              .flatMap(List::stream)
              .filter(b -> b.label().equals("下一页"))
              .findFirst()
              .orElse(null);
      if (next == null) {
        break;
      }
      assertThat(next.replaces()).isTrue();
      page = use(BOSS, next.command(), next.options());
    }
    for (int i = 100; i < 300; i++) {
      assertThat(all).contains("D" + i + "：角色“90000" + i + "”");
    }
    assertThat(all).contains("添加：/关联");
    Option role =
        commands.list().stream()
            .filter(c -> c.name().equals("link"))
            .flatMap(c -> c.options().stream())
            .filter(o -> o.name().equals("role"))
            .findFirst()
            .orElseThrow();
    assertThat(role.kind())
        .as("the platform's own picker, which has them all")
        .isEqualTo(Option.Kind.ROLE);
  }

  private List<String> completed(String typed) {
    return commands
        .complete(new Invocation(BOSS, HERE, Language.ZH, "link", Map.of()), "department", typed)
        .stream()
        .map(Choice::value)
        .toList();
  }
}
