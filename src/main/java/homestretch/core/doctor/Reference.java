package homestretch.core.doctor;

import homestretch.core.text.Text;

/**
 * A user or role of a chat platform that something of ours names.
 *
 * @param from what names it, such as “city-2026, department LJ”
 * @param mend how to mend it if there is no such user or role
 */
public record Reference(String platform, Kind kind, String id, Text from, Text mend) {
  public enum Kind {
    USER,
    ROLE
  }

  /**
   * That it names nobody.
   *
   * @param why as the platform tells it
   */
  public Finding pointsNowhere(Text why) {
    return Finding.fault(
        Finding.Area.LINK,
        new Text(
            from.zh() + "指向 " + id + "：" + why.zh(), from.en() + " names " + id + ": " + why.en()),
        mend);
  }
}
