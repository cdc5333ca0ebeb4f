package homestretch.adapter.pinyin;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.text.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as people type them, with the readings of a real table. */
class PinyinTest {
  private static final List<String> NAMES =
      List.of("一般公共预算收入", "高新区", "长兴县", "重庆路街道", "乐清市", "绿城区", "Fixed investment", "GBR");

  private final Lookup lookup = new Lookup(new Pinyin());

  private List<String> find(String typed) {
    return lookup.find(NAMES, List::of, typed);
  }

  @ParameterizedTest
  @CsvSource({
    "ybgg,一般公共预算收入",
    "yiban,一般公共预算收入",
    "yibgg,一般公共预算收入",
    "gonggongyusuan,一般公共预算收入",
    "预算,一般公共预算收入",
    "gxq,高新区",
    "gaoxin,高新区",
    "gaoxniqu,高新区",
    "高兴区,高新区",
    "cxx,长兴县",
    "changxing,长兴县",
    "cq,重庆路街道",
    "yueqing,乐清市",
    "lvcheng,绿城区",
    "fixde,Fixed investment",
    "invest,Fixed investment",
    "gbt,GBR",
    "ｇｂｒ,GBR"
  })
  void a_name_is_found_by_its_pinyin_its_initials_and_with_a_slip(String typed, String name) {
    assertThat(find(typed)).first().isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xyz", "zzzz", "q9", "财政局"})
  void what_is_like_no_name_finds_none(String typed) {
    assertThat(find(typed)).isEmpty();
  }

  @Test
  void only_the_whole_of_one_name_alone_is_taken_as_that_name() {
    assertThat(lookup.spelled(NAMES, List::of, "gxq")).isEqualTo("高新区");
    assertThat(lookup.spelled(NAMES, List::of, "gaoxinqu")).isEqualTo("高新区");
    assertThat(lookup.spelled(NAMES, List::of, "ybgg")).isNull();
    assertThat(lookup.spelled(List.of("高新区", "国信区"), List::of, "gxq")).isNull();
  }

  @Test
  void among_two_hundred_long_names_it_takes_far_less_than_a_tenth_of_a_second() {
    List<String> many =
        new ArrayList<>(
            IntStream.range(0, 200).mapToObj(i -> "第" + i + "经济技术开发区管理委员会综合办公室").toList());
    many.add("高新区");
    lookup.find(many, List::of, "gxq");
    long start = System.nanoTime();
    for (String typed : List.of("gxq", "jingjijishu", "xqzzzzzz", "开发区管理委")) {
      lookup.find(many, List::of, typed);
    }
    assertThat((System.nanoTime() - start) / 4 / 1e6).as("ms each").isLessThan(100);
  }
}
