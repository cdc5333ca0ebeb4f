package homestretch.core.exchange;

import java.nio.file.Path;
import java.util.List;

/** Files as sheets, and sheets as files (port). */
public interface SheetFiles {
  /**
   * @param file its name; the ending says what it is
   * @throws homestretch.core.fault.Fault.Invalid if it cannot be read, naming the file
   */
  List<Sheet> read(String file, byte[] bytes);

  /**
   * Every table of a file as it stands there, hidden sheets too: of a CSV file one, of a workbook
   * one for each sheet, of a ZIP file those of all its files. Nothing is understood of them yet.
   *
   * @param file its name; what it is, the content says, and where that is not enough the ending
   * @throws homestretch.core.fault.Fault.Invalid if it cannot be read, naming the file
   */
  List<RawTable> tables(String file, byte[] bytes);

  /**
   * As above, of a file on disk, which may be large.
   *
   * @param file its name as its owner gave it
   * @throws Progress.Cancelled if it is to end
   */
  List<RawTable> tables(String file, Path content, Progress progress);

  /**
   * How tables are to be read, from a mapping in YAML.
   *
   * @param source the file's name, for messages
   * @throws homestretch.core.fault.Fault.Invalid naming every line of it that is not right
   */
  Mapping mapping(String source, byte[] yaml);

  /** What was recognised as a mapping in YAML; given back, the same files are read the same way. */
  String mapping(List<Recognised> recognised);

  /** Tables whose first row is their header, hidden ones left out. */
  List<Sheet> sheets(List<RawTable> tables);

  /** An XLSX workbook to be filled in: one page for the rows, and what explains it. */
  byte[] template(TableTemplate template);

  /** A CSV file, fit to be opened in a spreadsheet program. */
  byte[] csv(Sheet sheet);

  /** All of them as CSV files in a ZIP file. */
  byte[] zip(List<Sheet> sheets);

  /** All of them in one XLSX workbook. */
  byte[] workbook(List<Sheet> sheets);
}
