package homestretch.adapter.socket;

import homestretch.core.text.Language;
import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** In which language somebody wrote last, on platforms that do not tell their people's. */
public final class Spoken {
  /** So many people; after that all are met anew. */
  private static final int MOST = 50_000;

  /** What people send as it is shown to them: behind a number by a tap, and the first code. */
  private static final Pattern SHOWN =
      Pattern.compile("#\\w+|^/?link\\s+code[:：]\\S+", Pattern.CASE_INSENSITIVE);

  private final Map<String, Language> last = new ConcurrentHashMap<>();
  private final Language otherwise;

  /**
   * @param otherwise of who has not written yet
   */
  public Spoken(Language otherwise) {
    this.otherwise = otherwise;
  }

  /** A line without words, such as a number, says nothing about its language. */
  public Language by(String person, String typed) {
    String line = SHOWN.matcher(typed).replaceAll("");
    boolean isChinese = line.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    boolean isWords = line.codePoints().filter(Character::isLetter).limit(2).count() == 2;
    if (!isWords) {
      return of(person);
    }
    if (last.size() >= MOST) {
      last.clear();
    }
    Language language = isChinese ? Language.ZH : Language.EN;
    last.put(person, language);
    return language;
  }

  public Language of(String person) {
    return last.getOrDefault(person, otherwise);
  }
}
