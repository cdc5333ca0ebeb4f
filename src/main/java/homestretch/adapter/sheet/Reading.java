package homestretch.adapter.sheet;

import homestretch.core.exchange.Progress;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Duration;

/**
 * One call that reads files, with what it may still use. Whoever makes a file may be hostile or
 * just unlucky: no bound here is reached by a table of people, each is reached long before memory
 * or patience end, and each is named when it is.
 */
final class Reading {
  /** Characters of a cell: as many as a spreadsheet program itself allows. */
  static final int CELL = 32_767;

  /** Columns of a table: a day of the year in each and some more. */
  static final int COLUMNS = 1_024;

  /** Rows of a sheet: a spreadsheet program has no more. */
  static final int ROWS = 1_048_576;

  /** Rows of a text file, which no spreadsheet program bounds. */
  static final int LINES = 2_000_000;

  /** Sheets of a workbook. */
  static final int SHEETS = 256;

  /** Files of a ZIP file. */
  static final int FILES = 500;

  /** Bytes that all packed files of one call come to, unpacked. */
  private static final long UNPACKED = 512L * 1024 * 1024;

  /** Bytes of cells kept of all files of one call: a third of the launcher's heap. */
  private static final long KEPT = 64L * 1024 * 1024;

  /** What is packed more tightly than this was made to be so; tables come to about 20. */
  private static final int RATIO = 100;

  /** From so many bytes on the ratio counts: small files of blanks are packed tightly too. */
  private static final long RATIO_FROM = 8L * 1024 * 1024;

  private static final Duration TIME = Duration.ofSeconds(60);

  private final Progress progress;
  private final long until = System.nanoTime() + TIME.toNanos();
  private long unpacked;
  private long kept;

  Reading(Progress progress) {
    this.progress = progress;
  }

  /** Called every few kilobytes: ends what takes too long, and what nobody wants any more. */
  void goOn(String file) {
    progress.check();
    if (System.nanoTime() > until) {
      throw tooMuch(
          file,
          "",
          TIME.toSeconds() + " 秒内读得完的文件",
          "a file read within " + TIME.toSeconds() + " s");
    }
  }

  /**
   * @param entry how many bytes of one packed file have come out so far
   * @param packed how many it has packed
   */
  void unpack(String file, int bytes, long entry, long packed) {
    goOn(file);
    unpacked += bytes;
    if (unpacked > UNPACKED) {
      long mb = UNPACKED >> 20;
      throw tooMuch(
          file, "", "解压后不超过 " + mb + " MB 的文件", "a file of at most " + mb + " MB unpacked");
    }
    if (entry > RATIO_FROM && packed > 0 && entry / packed > RATIO) {
      throw tooMuch(
          file,
          "",
          "解压后不超过自身 " + RATIO + " 倍大的文件",
          "a file that unpacks to at most " + RATIO + " times its size");
    }
  }

  void keep(String file, int bytes) {
    kept += bytes;
    if (kept > KEPT) {
      long mb = KEPT >> 20;
      throw tooMuch(
          file,
          "",
          "内容合计不超过 " + mb + " MB 的表，请分几次导入",
          "tables of at most " + mb + " MB in all; import them in parts");
    }
  }

  /** A bound was passed; the text says which. */
  static Fault.Invalid tooMuch(String place, String value, String zh, String en) {
    return new Fault.Invalid(place, value, new Text(zh, en));
  }

  static Fault.Invalid longCell(String place) {
    return tooMuch(place, "", "不超过 32767 个字符的单元格", "a cell of at most 32,767 characters");
  }

  static Fault.Invalid wide(String place, String value) {
    return tooMuch(place, value, "不超过 " + COLUMNS + " 列", "at most " + COLUMNS + " columns");
  }

  static Fault.Invalid tall(String place, String value, int most) {
    return tooMuch(place, value, "不超过 " + most + " 行", "at most " + most + " rows");
  }
}
