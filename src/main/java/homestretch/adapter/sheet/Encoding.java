package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable.Note;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.prober.Big5Prober;
import org.mozilla.universalchardet.prober.CharsetProber;
import org.mozilla.universalchardet.prober.EUCJPProber;
import org.mozilla.universalchardet.prober.EUCKRProber;
import org.mozilla.universalchardet.prober.GB18030Prober;
import org.mozilla.universalchardet.prober.SBCSGroupProber;
import org.mozilla.universalchardet.prober.SJISProber;

/**
 * The encoding of a text file. A byte order mark and valid UTF-8 are certain; all else is a guess,
 * said with a sample, or refused: letters that look right and are wrong are the worst outcome.
 *
 * @param guessed what is said of it; null where it is certain
 */
record Encoding(Charset charset, @Nullable Note guessed) {
  private static final String BOM = "\uFEFF";

  /** So many bytes of lines with letters beyond ASCII are looked at. */
  private static final int EVIDENCE = 256 * 1024;

  /** Less is what a wrong encoding reaches by chance. */
  private static final double SURE_OF_LETTER_PAIRS = 0.2;

  private static final double SURE_OF_CYRILLIC = 0.5;

  /** So much further than the next one the best must be. */
  private static final double AHEAD = 0.1;

  private static final Charset GB18030 = Charset.forName("GB18030");

  static Encoding of(Reading reading, String file, Content content) throws IOException {
    byte[] head = content.head(4096);
    if (starts(head, 0xFE, 0xFF) || starts(head, 0xFF, 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16, null);
    }
    Charset wide = withoutMark(head);
    if (wide != null) {
      return new Encoding(wide, note(wide, new String(head, wide)));
    }
    byte[] evidence = evidence(reading, file, content);
    if (evidence.length == 0) {
      return new Encoding(StandardCharsets.UTF_8, null);
    }
    if (isNearlyUtf8(evidence)) {
      throw new Fault.Invalid(
          file,
          "",
          new Text(
              "完整的 UTF-8 文本（有的字节已损坏，请重新保存）",
              "sound UTF-8 text (some of its bytes are damaged; save it again)"));
    }
    Charset charset = guess(evidence);
    String text = charset == null ? null : decode(charset, evidence);
    if (charset == null || text == null) {
      throw new Fault.Invalid(
          file,
          sample(new String(evidence, GB18030)),
          new Text(
              "认得出编码的文本，请另存为 UTF-8（CSV UTF-8）",
              "text in an encoding that can be told for sure; save it as UTF-8 (CSV UTF-8)"));
    }
    return new Encoding(charset, note(charset, text));
  }

  private static Note note(Charset charset, String text) {
    String name = charset.equals(Charset.forName("windows-31j")) ? "Shift-JIS" : charset.name();
    name = charset.equals(Charset.forName("x-windows-949")) ? "EUC-KR" : name;
    return new Note(
        0,
        "",
        "encoding",
        new Text(
            "没有标明编码，按 " + name + " 读取，请核对样本",
            "no encoding is marked; read as " + name + ", check the sample"),
        sample(text));
  }

  /** The text from its beginning, without a mark. What is not of the encoding ends the reading. */
  Reader reader(Content content) throws IOException {
    Reader reader =
        new InputStreamReader(
            content.stream(),
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    return reader;
  }

  private static boolean starts(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  /** UTF-16 without a mark: of the digits and commas of a table every other byte is 0. */
  private static @Nullable Charset withoutMark(byte[] head) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        if (i % 2 == 0) {
          even++;
        } else {
          odd++;
        }
      }
    }
    int enough = head.length / 6;
    if (odd > enough && odd > 10 * even) {
      return StandardCharsets.UTF_16LE;
    }
    return even > enough && even > 10 * odd ? StandardCharsets.UTF_16BE : null;
  }

  /** The lines that are not ASCII; none if all of the file is UTF-8. */
  private static byte[] evidence(Reading reading, String file, Content content) throws IOException {
    try (Reader text = new Encoding(StandardCharsets.UTF_8, null).reader(content)) {
      char[] chunk = new char[16 * 1024];
      while (text.read(chunk) >= 0) {
        reading.goOn(file);
      }
      return new byte[0];
    } catch (CharacterCodingException e) {
      // Not UTF-8: look closer.
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean beyond = false;
    try (InputStream in = content.stream()) {
      byte[] chunk = new byte[16 * 1024];
      for (int read = in.read(chunk); read >= 0 && lines.size() < EVIDENCE; read = in.read(chunk)) {
        reading.goOn(file);
        for (int i = 0; i < read; i++) {
          byte each = chunk[i];
          beyond |= each < 0;
          if (each == '\n' || each == '\r' || line.size() > 4096) {
            if (beyond) {
              line.writeTo(lines);
              lines.write('\n');
            }
            line.reset();
            beyond = each < 0;
          }
          if (each != '\n' && each != '\r') {
            line.write(each);
          }
        }
      }
    }
    if (beyond) {
      line.writeTo(lines);
    }
    return lines.toByteArray();
  }

  /** Whether most of its letters are UTF-8: then it is UTF-8 with a damage, and no other. */
  private static boolean isNearlyUtf8(byte[] bytes) {
    int beyond = 0;
    int inSequences = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 0) {
        continue;
      }
      int lead = bytes[i] & 0xFF;
      int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
      int followed = 0;
      while (followed < more
          && i + followed + 1 < bytes.length
          && (bytes[i + followed + 1] & 0xC0) == 0x80) {
        followed++;
      }
      beyond += 1 + followed;
      // Of two bytes many a pair of another encoding is one too; of three and four few are.
      if (more >= 2 && followed == more) {
        inSequences += 1 + followed;
      }
      i += followed;
    }
    return inSequences * 10 > beyond * 8;
  }

  private static @Nullable Charset guess(byte[] evidence) {
    Map<Charset, Double> sure = new LinkedHashMap<>();
    put(sure, "x-windows-949", new EUCKRProber(), evidence);
    put(sure, "windows-31j", new SJISProber(), evidence);
    put(sure, "EUC-JP", new EUCJPProber(), evidence);
    put(sure, "Big5-HKSCS", new Big5Prober(), evidence);
    Charset best = null;
    double most = 0;
    double next = 0;
    for (Map.Entry<Charset, Double> each : sure.entrySet()) {
      if (each.getValue() > most) {
        next = most;
        most = each.getValue();
        best = each.getKey();
      } else {
        next = Math.max(next, each.getValue());
      }
    }
    if (looksLikeChinese(evidence)) {
      double chinese = confidence(new GB18030Prober(), evidence);
      if (most < chinese + AHEAD) {
        // Not enough for the library to be sure of anything: pairs as common Chinese text has.
        return GB18030;
      }
      next = Math.max(next, chinese);
    }
    if (isWestern(evidence)) {
      return Charset.forName("windows-1252");
    }
    if (most >= SURE_OF_LETTER_PAIRS && most >= next + AHEAD) {
      return best;
    }
    SBCSGroupProber cyrillic = new SBCSGroupProber();
    if (confidence(cyrillic, evidence) >= SURE_OF_CYRILLIC) {
      String name = cyrillic.getCharSetName();
      if (name.equals("KOI8-R") || name.equals("WINDOWS-1251")) {
        return Charset.forName(name);
      }
    }
    return null;
  }

  private static void put(
      Map<Charset, Double> sure, String charset, CharsetProber prober, byte[] evidence) {
    Charset candidate = Charset.forName(charset);
    if (decode(candidate, evidence) != null) {
      sure.put(candidate, confidence(prober, evidence));
    }
  }

  private static double confidence(CharsetProber prober, byte[] evidence) {
    return prober.handleData(evidence, 0, evidence.length) == CharsetProber.ProbingState.NOT_ME
        ? 0
        : prober.getConfidence();
  }

  /**
   * Whether its pairs of bytes are those of everyday simplified Chinese: of GB 2312's 3,755 common
   * characters (rows 16 to 55), with some of its rarer ones and of the extensions.
   */
  private static boolean looksLikeChinese(byte[] bytes) {
    int pairs = 0;
    int common = 0;
    int odd = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 0) {
        continue;
      }
      int lead = bytes[i] & 0xFF;
      int trail = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
      pairs++;
      if (lead >= 0x81 && lead <= 0xFE && trail >= 0x30 && trail <= 0x39) {
        common++;
        i += 3;
        continue;
      }
      if (lead < 0x81 || lead > 0xFE || trail < 0x40 || trail == 0x7F || trail > 0xFE) {
        return false;
      }
      if (trail >= 0xA1 && (lead <= 0xA3 ? lead >= 0xA1 : lead >= 0xB0 && lead <= 0xD7)) {
        common++;
      } else if (trail < 0xA1 || lead < 0xB0 || lead > 0xF7) {
        odd++;
      }
      i++;
    }
    return common * 10 >= pairs * 6 && odd * 5 <= pairs && decode(GB18030, bytes) != null;
  }

  /** Whether its bytes beyond ASCII are single letters within words, as in Western Europe. */
  private static boolean isWestern(byte[] bytes) {
    int letters = 0;
    int inWords = 0;
    for (int i = 0; i < bytes.length; i++) {
      int each = bytes[i] & 0xFF;
      if (each < 0x80) {
        continue;
      }
      boolean letter =
          (each >= 0xC0 && each != 0xD7 && each != 0xF7)
              || each == 0x8A
              || each == 0x8C
              || each == 0x8E
              || each == 0x9A
              || each == 0x9C
              || each == 0x9E
              || each == 0x9F;
      if (letter) {
        letters++;
        if (isAsciiLetter(bytes, i - 1) || isAsciiLetter(bytes, i + 1)) {
          inWords++;
        }
      } else if (isAsciiLetter(bytes, i - 1) && isAsciiLetter(bytes, i + 1) && each != 0x92) {
        // A sign in the midst of a word: a letter of another encoding.
        return false;
      }
    }
    return letters > 0
        && inWords * 10 >= letters * 8
        && decode(Charset.forName("windows-1252"), bytes) != null;
  }

  private static boolean isAsciiLetter(byte[] bytes, int at) {
    if (at < 0 || at >= bytes.length) {
      return false;
    }
    int lower = bytes[at] | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static @Nullable String decode(Charset charset, byte[] bytes) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The first names in it that are not ASCII. */
  private static String sample(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (String cell : List.of(text.split("[,;\\t|\"\\r\\n]+", 2000))) {
      String name = cell.strip().replace(BOM, "");
      if (name.length() <= 30 && name.chars().anyMatch(c -> c > 0x7F) && names.size() < 5) {
        names.add(name);
      }
    }
    return String.join(", ", names);
  }
}
