package homestretch.core.exchange;

import homestretch.core.text.DateReader.Grain;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the header of one column says; of a wide table several things at once: {@code 9月 / 完成 （万元）}.
 *
 * @param column the column of our table; null: not said
 * @param grain how exact the date is; null without one
 * @param unit as written in brackets; null: none
 * @param perPeriod whether its amounts are those of one period alone
 */
record Header(
    @Nullable String column,
    @Nullable String goal,
    @Nullable String department,
    @Nullable LocalDate date,
    @Nullable Grain grain,
    @Nullable String unit,
    boolean perPeriod) {
  static final Header NOTHING = new Header(null, null, null, null, null, null, false);

  /** What can be a unit of amounts: a multiple, or something that is counted in such tables. */
  static final Pattern UNIT =
      Pattern.compile(
          "(?:计量)?(?:单位)?[:：]?\\s*((?:万亿|[千百十]?[亿万]|[千百])?(?:元|人民币|美元|港元|欧元|人|人次|户|个|家|件|项|起|吨|公里|千米|平方米|平方公里|"
              + "亩|公顷|套|间|辆|次|批|所|座|条|台|千瓦时|度|立方米|吨标准煤|千克|公斤|株|张|床|班|宗|%|百分点|个百分点)?|%|％|‰|(?:[a-z0-9"
              + " ,]{0,14})?(?:yuan|rmb|cny|usd|eur|euro|dollars))");

  boolean isNothing() {
    return column == null && goal == null && department == null && date == null;
  }

  /** Whether it names something that a wide table has as a column. */
  boolean isWide() {
    return goal != null || department != null || date != null;
  }

  /** Both together, where one does not contradict the other. */
  Header and(Header other) {
    return new Header(
        other.column != null ? other.column : column,
        goal != null ? goal : other.goal,
        department != null ? department : other.department,
        other.date != null ? other.date : date,
        other.date != null ? other.grain : grain,
        other.unit != null ? other.unit : unit,
        perPeriod || other.perPeriod);
  }
}
