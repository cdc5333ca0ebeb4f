package homestretch.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a code, a name and a text are (docs/scoring.md, "Words"). */
class CodeTest {
  @ParameterizedTest
  @ValueSource(strings = {"GBR", "初步设计批复", "临江区", "a.b_c-1", "Ünï", "0"})
  void codes_are_letters_and_digits_of_any_script(String code) {
    assertThat(Code.code("code", code)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a b", "a\nb", "a/b", "😀"})
  void other_codes_are_refused(String code) {
    assertThatThrownBy(() -> Code.code("code", code)).isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void codes_are_compared_without_case_and_in_nfc() {
    assertThat(Code.same("gbr", "GBR")).isTrue();
    assertThat(Code.same("e\u0301", "\u00e9")).isTrue();
    assertThat(Code.code("code", "e\u0301")).isEqualTo("\u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u200B",
        " \u00A0 ",
        "a\nb",
        "a\u202Eb",
        "a\u0007",
        "\uFEFF",
        "\u3164",
        "\u2800",
        "\u0301"
      })
  void names_that_cannot_be_seen_or_turn_the_text_are_refused(String name) {
    assertThatThrownBy(() -> Code.name("name", name)).isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void names_are_trimmed_of_blanks_that_spreadsheets_leave() {
    assertThat(Code.name("name", "\u00A0临江区\u3000\u200B")).isEqualTo("临江区");
  }

  @Test
  void a_text_keeps_its_lines_and_loses_what_turns_or_hides() {
    assertThat(Code.text("一\r\n二\u202E三\u0000")).isEqualTo("一\n二三");
    assertThat(Code.oneLine("一\n二")).isEqualTo("一 / 二");
  }

  @Test
  void a_thing_is_found_by_its_name_where_only_one_has_it() {
    record Thing(String code, Text name) {}
    List<Thing> things =
        List.of(
            new Thing("A", Text.same("城区")),
            new Thing("B", Text.same("县域")),
            new Thing("C", Text.same("县域")));
    assertThat(Code.find(things, Thing::code, Thing::name, "城区")).isEqualTo(things.getFirst());
    assertThat(Code.find(things, Thing::code, Thing::name, "b")).isEqualTo(things.get(1));
    assertThat(Code.find(things, Thing::code, Thing::name, "山区")).isNull();
    assertThatThrownBy(() -> Code.find(things, Thing::code, Thing::name, "县域"))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("B, C");
  }
}
