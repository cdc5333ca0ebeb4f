package homestretch.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import homestretch.testing.Databases;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The usual sentences of the State Council's notices from 2011 on, and of what is written after
 * them.
 */
class HolidayNoticeTest {
  /** {@code 0101 0102 +0104}: off on the first two, worked on the third. */
  private static String days(String text, int year) {
    List<CalendarDay> days =
        CalendarText.read("notice", new CalendarText.Decoded(text, "UTF-8"), year).days();
    return String.join(
        " ",
        days.stream()
            .map(
                d ->
                    (d.worked() ? "+" : "")
                        + (d.date().getYear() == year ? "" : d.date().getYear())
                        + "%02d%02d".formatted(d.date().getMonthValue(), d.date().getDayOfMonth()))
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2027 | 元旦：1月1日至3日放假，1月4日上班。 | 0101 0102 0103 +0104
          2018 | 一、元旦：1月1日放假，与周末连休。 | 0101
          2024 | 元旦：1月1日放假，与周末连休。二、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。 | 0101 0404 0405 0406 +0407
          2025 | 元旦：1月1日（周三）放假1天，不调休。 | 0101
          2014 | 清明节：4月5日放假，4月7日（星期一）补休。 | 0405 0407
          2014 | 劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。 | 0501 0502 0503 +0504
          2019 | 元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。 | 20181230 20181231 0101 +20181229
          2019 | 元旦：12月30日至1月1日放假调休，共3天。12月29日（星期六）上班。 | 20181230 20181231 0101 +20181229
          2023 | 元旦：2022年12月31日至2023年1月2日放假，共3天。 | 20221231 0101 0102
          2013 | 元旦：1月1日至3日放假调休，共3天。1月5日（星期六）、1月6日（星期日）上班。 | 0101 0102 0103 +0105 +0106
          2025 | 国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。 | 1001 1002 1003 1004 1005 1006 1007 1008 +0928 +1011
          2024 | 春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。 | 0210 0211 0212 0213 0214 0215 0216 0217 +0204 +0218
          2026 | 元旦放假时间：1月1日-3日，调休上班：1月4日 | 0101 0102 0103 +0104
          2026 | 放假：1月1日~3日；上班：1月4日 | 0101 0102 0103 +0104
          2026 | ２月１４日、２８日上班 | +0214 +0228
          2026 | 元旦1月1日—3日放假，1月4日照常上班 | 0101 0102 0103 +0104
          2026 | 国庆节：10月1日至7日放假，10月8日（周四）起正常上班。 | 1001 1002 1003 1004 1005 1006 1007
          2026 | 春节：1月31日至2月2日放假，共3天。 | 0131 0201 0202
          2026 | 元旦：1月1日（周四）至3日（周六）放假，共3天 二、清明节：4月4日（周六）至6日（周一）放假 | 0101 0102 0103 0404 0405 0406
          """)
  void usual_sentences_are_read(int year, String text, String expected) {
    assertThat(days(text, year)).isEqualTo(expected);
  }

  /**
   * Sentences of the notices of 2007 to 2025 and what they mean, as the project holiday-cn has
   * them.
   */
  @Test
  void the_sentences_of_eighteen_years_mean_what_an_independent_reader_says() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(
                Databases.HOME
                    .resolve("src/test/resources/public-tables/notice-sentences.json")
                    .toFile());
    for (JsonNode each : cases) {
      String sentence = each.get("description").asText();
      Set<String> expected = new TreeSet<>();
      each.get("expected")
          .forEach(
              day ->
                  expected.add(
                      day.get("date").asText() + (day.get("isOffDay").asBoolean() ? "" : "+")));
      Set<String> read = new TreeSet<>();
      CalendarText.read(
              "notice", new CalendarText.Decoded(sentence, "UTF-8"), each.get("year").asInt())
          .days()
          .forEach(day -> read.add(day.date() + (day.worked() ? "+" : "")));
      assertThat(read).as(sentence).isEqualTo(expected);
    }
    assertThat(cases.size()).isGreaterThan(40);
  }
}
