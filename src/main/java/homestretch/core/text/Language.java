package homestretch.core.text;

/** The two languages of every message. */
public enum Language {
  ZH("zh-CN"),
  EN("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag, {@code zh-CN} or {@code en}. */
  public String tag() {
    return tag;
  }

  /** Chinese for any tag that begins with {@code zh}, English for all others. */
  public static Language of(String tag) {
    return tag.regionMatches(true, 0, "zh", 0, 2) ? ZH : EN;
  }
}
