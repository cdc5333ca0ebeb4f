package homestretch.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.CommandLine.Offer;
import homestretch.core.chat.CommandLine.Offers;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final Command REPORT =
      command("report", new Text("上报", "report"), option("goal", "指标"), option("note", "说明"));
  private static final Command BLOCKER =
      command("blocker raise", new Text("堵点 提出", "blocker raise"), option("what", "事项"));
  private static final Command BLOCKERS = command("blocker", new Text("堵点", "blocker"));
  private static final CommandLine GRAMMAR =
      new CommandLine(List.of(REPORT, BLOCKERS, BLOCKER, command("help", new Text("帮助", "help"))));

  /** Takes figures without options, and has sub-commands beside it. */
  private static final CommandLine FREE =
      new CommandLine(
          List.of(
              REPORT.taking("goal"),
              BLOCKER,
              command("blocker list", new Text("堵点 列表", "blocker list"))));

  private static Command command(String name, Text label, Option... options) {
    return new Command(
        name,
        label,
        Text.same("about " + name),
        List.of(options),
        use -> {
          throw new AssertionError("reading a line runs nothing");
        });
  }

  private static Option option(String name, String zh) {
    return new Option(name, new Text(zh, name), Text.same("about " + name), null);
  }

  private static Map<String, String> options(String line) {
    return switch (GRAMMAR.read(line)) {
      case CommandLine.Use(var command, var options) -> {
        assertThat(command).isSameAs(REPORT);
        yield options;
      }
      case CommandLine.Unclear(var why) -> throw new AssertionError(why);
    };
  }

  private static Text unclear(String line) {
    return switch (GRAMMAR.read(line)) {
      case CommandLine.Use use -> throw new AssertionError(use);
      case CommandLine.Unclear(var why) -> why;
    };
  }

  private static Offers complete(String line) {
    return GRAMMAR.complete(
        line,
        line.length(),
        Language.ZH,
        (command, others, option, typed) ->
            option.equals("goal")
                ? List.of(new Choice("预算收入", "GBR"), new Choice("两 个词", "TWO WORDS"))
                : List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/report goal:GBR note:\"two words\"",
        "/REPORT Goal:GBR note:\"two words\"",
        "/上报 指标:GBR 说明:\"two words\"",
        "／上报 指标：GBR 说明：“two words”",
        "、上报 指标：GBR 说明：「two words」",
        "  /report   note:\"two words\"  goal:GBR  ",
        "/report goal:\"GBR\" 说明:\"two words\""
      })
  void command_and_options_go_by_either_name_and_by_what_a_chinese_keyboard_types(String line) {
    assertThat(options(line))
        .containsExactlyInAnyOrderEntriesOf(Map.of("goal", "GBR", "note", "two words"));
  }

  @Test
  void value_holds_colons_and_escaped_quotes_as_they_are() {
    assertThat(options("/report note:https://example.cn/a?b=c"))
        .containsEntry("note", "https://example.cn/a?b=c");
    assertThat(options("/report note:\"say \\\"hi\\\" \\\\ C:\\x\""))
        .containsEntry("note", "say \"hi\" \\ C:\\x");
    assertThat(options("/report note:<b>@everyone</b>';--"))
        .containsEntry("note", "<b>@everyone</b>';--");
  }

  @Test
  void longest_name_that_stands_there_as_whole_words_is_the_command() {
    assertThat(GRAMMAR.read("/blocker raise what:x"))
        .isEqualTo(new CommandLine.Use(BLOCKER, Map.of("what", "x")));
    assertThat(GRAMMAR.read("/堵点")).isEqualTo(new CommandLine.Use(BLOCKERS, Map.of()));
    assertThat(unclear("/blockers").en()).contains("no command /blockers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          你好                        | 没看懂
          /                           | 没有 / 这个命令
          /nothing                    | 没有 /nothing 这个命令
          /report GBR                 | “GBR”前面要写选项名，例如 指标:GBR
          /report goal:A 亿元          | 加引号，例如 指标:"A 亿元"
          /report goal                | “goal”后面要有冒号和内容
          /report colour:red          | /上报 没有“colour”这个选项，可用：指标、说明
          /report goal:A 指标:B        | “指标”写了两次
          /report note:"open          | “note”的引号没有写完
          /help me                    | /帮助 没有选项
          """)
  void what_cannot_be_read_is_told_with_what_would_be_right(String line, String why) {
    assertThat(unclear(line).zh()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          上报 GBR 60.2                      | GBR 60.2            |
          /report GBR 60.2                   | GBR 60.2            |
          / 上报 GBR 60.2                     |                     |
          REPORT GBR 60.2 亿元, INV 1,300     | GBR 60.2 亿元, INV 1,300 |
          上报 GBR 30/40 说明:"两 个"          | GBR 30/40           | 两 个
          /上报 说明:x 指标:GBR                | GBR                 | x
          """)
  void words_without_an_option_are_the_one_that_the_command_takes(
      String line, String goal, String note) {
    CommandLine.Reading read = FREE.read(line);
    if (goal == null) {
      assertThat(read).isInstanceOf(CommandLine.Unclear.class);
      return;
    }
    assertThat(((CommandLine.Use) read).options().get("goal")).isEqualTo(goal);
    assertThat(((CommandLine.Use) read).options().get("note")).isEqualTo(note);
  }

  @Test
  void markup_in_a_quoted_note_stays_in_the_note() {
    String note = "![p](http://x)\n# 标题, GBR 3; 堵点:x";
    assertThat(((CommandLine.Use) FREE.read("上报 GBR 86.1 备注:\"" + note + "\"")).options())
        .isEqualTo(Map.of("goal", "GBR 86.1", "note", note));
    assertThat(((CommandLine.Unclear) FREE.read("上报 GBR 86.1 备考:\"" + note + "\"")).why().zh())
        .isEqualTo("/上报 没有“备考”这个选项，可用：指标、说明");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "上报 \"a b\"|a b",
        "上报 “a b”|a b",
        "上报 「a b」 备注:x|a b",
        "上报 \"a \\\"b\\\" 备注:c\"|a \"b\" 备注:c",
        "上报 \"a\" and \"b\"|\"a\" and \"b\"",
        "上报 “重点”项目|“重点”项目",
        "上报 \"a b|\"a b",
        "上报 \"\"|\"\"",
      },
      delimiter = '|')
  void quotes_around_the_whole_of_a_text_without_a_name_are_not_part_of_it(
      String line, String text) {
    assertThat(((CommandLine.Use) FREE.read(line)).options().get("goal")).isEqualTo(text);
  }

  @Test
  void a_word_that_has_sub_commands_names_them() {
    assertThat(((CommandLine.Unclear) FREE.read("/堵点")).why().zh()).isEqualTo("要做什么？/堵点 提出、/堵点 列表");
  }

  @Test
  void the_first_word_without_an_option_is_completed_as_its_value() {
    Offers offers =
        FREE.complete(
            "上报 yb",
            5,
            Language.ZH,
            (command, others, option, typed) -> {
              assertThat(option + " " + typed).isEqualTo("goal yb");
              return List.of(new Choice("一般公共预算收入", "GBR"));
            });
    assertThat(offers.items()).extracting(Offer::text).containsExactly("GBR ");
    assertThat(offers.from()).isEqualTo(3);
  }

  @Test
  void slash_offers_every_command_and_letters_those_that_begin_so() {
    assertThat(complete("/").items())
        .extracting(Offer::label)
        .containsExactly("/上报", "/堵点", "/堵点 提出", "/帮助");
    assertThat(complete("/").preselect()).isFalse();
    Offers offers = complete("/rep");
    assertThat(offers.items()).extracting(Offer::text).containsExactly("/上报 ");
    assertThat(offers.preselect()).isTrue();
    assertThat(complete("/report").preselect()).as("Enter sends a whole name").isFalse();
    assertThat(complete("hello").items()).isEmpty();
  }

  @Test
  void options_already_given_are_not_offered_again() {
    assertThat(complete("/report ").items()).extracting(Offer::text).containsExactly("指标:", "说明:");
    assertThat(complete("/report goal:GBR ").items())
        .extracting(Offer::text)
        .containsExactly("说明:");
  }

  @Test
  void value_is_put_in_its_place_quoted_where_it_must_be() {
    Offers offers = complete("/report goal:");
    assertThat(offers.items()).extracting(Offer::text).containsExactly("GBR ", "\"TWO WORDS\" ");
    assertThat(offers.from()).isEqualTo("/report goal:".length());
    assertThat(offers.hint()).startsWith("指标");
    String line = "/report goal:G note:x";
    Offers inside =
        GRAMMAR.complete(
            line,
            "/report goal:G".length(),
            Language.EN,
            (command, others, option, typed) -> {
              assertThat(others).isEqualTo(Map.of("note", "x"));
              assertThat(typed).isEqualTo("G");
              return List.of(new Choice("Budget", "GBR"));
            });
    assertThat(
            line.substring(0, inside.from())
                + inside.items().getFirst().text()
                + line.substring(inside.to()))
        .isEqualTo("/report goal:GBR note:x");
  }

  @Test
  void caret_anywhere_in_any_line_is_taken() {
    for (String line :
        List.of("/report goal:\"a b\" note:“x", "、上报 指标：", "/", "  / ", "/report ::: \"", "\\")) {
      for (int caret = 0; caret <= line.length(); caret++) {
        Offers offers =
            GRAMMAR.complete(
                line, caret, Language.ZH, (command, others, option, typed) -> List.of());
        assertThat(offers.from()).isBetween(0, offers.to());
        assertThat(offers.to()).isBetween(0, line.length());
      }
    }
  }
}
