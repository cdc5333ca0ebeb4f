package homestretch.core.exchange;

import java.util.List;

/** Files as sheets, and sheets as files (port). */
public interface SheetFiles {
  /**
   * @param file its name; the ending says what it is
   * @throws homestretch.core.fault.Fault.Invalid if it cannot be read, naming the file
   */
  List<Sheet> read(String file, byte[] bytes);

  /** A CSV file, fit to be opened in a spreadsheet program. */
  byte[] csv(Sheet sheet);

  /** All of them as CSV files in a ZIP file. */
  byte[] zip(List<Sheet> sheets);

  /** All of them in one XLSX workbook. */
  byte[] workbook(List<Sheet> sheets);
}
