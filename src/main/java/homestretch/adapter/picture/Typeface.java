package homestretch.adapter.picture;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** The two weights of the font that the build brings; a machine's own may have no Chinese. */
record Typeface(Font regular, Font bold) {
  /** What a printer sets where it has no type. */
  private static final char MISSING = '〓';

  /**
   * @throws Fault.Conflict if it cannot be read
   */
  static Typeface in(Path folder) {
    // On a desktop too: a picture needs no window. Both are read when Java2D is first used.
    System.setProperty("java.awt.headless", "true");
    if (System.getProperty("os.name").equals("Linux")) {
      System.setProperty(
          "sun.awt.fontconfig",
          folder.resolve("fontconfig.properties").toAbsolutePath().toString());
    }
    return new Typeface(
        load(folder.resolve("NotoSansSC-Regular.ttf")),
        load(folder.resolve("NotoSansSC-Bold.ttf")));
  }

  private static Font load(Path path) {
    File file = path.toFile();
    try {
      return Font.createFont(Font.TRUETYPE_FONT, file);
    } catch (IOException
        | FontFormatException
        | RuntimeException
        | LinkageError
        | InternalError e) {
      throw new Fault.Conflict(
          new Text(
              "画不了图片：字体 " + file + " 读不出来（" + e + "）。请用 mvn package 重新生成程序目录。其他功能不受影响。",
              "no picture: the font "
                  + file
                  + " cannot be read ("
                  + e
                  + "). Make the program's folder anew with mvn package. All else works."));
    }
  }

  /** The text with what the font cannot show replaced, and nothing that is not shown. */
  String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT && !isVariation(c))
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(
            c ->
                printable.appendCodePoint(
                    regular.canDisplay(c) && bold.canDisplay(c) ? c : MISSING));
    return printable.toString();
  }

  private static boolean isVariation(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
