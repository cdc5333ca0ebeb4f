package homestretch.adapter.sheet;

import homestretch.core.exchange.Mapping;
import homestretch.core.exchange.Progress;
import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Note;
import homestretch.core.exchange.Recognised;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.SheetFiles;
import homestretch.core.exchange.Table;
import homestretch.core.exchange.TableTemplate;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of tables by what they hold, whatever their names end with: systems hand out web pages and
 * text as {@code .xls}. A ZIP file holds several; a folder too.
 */
public final class Sheets implements SheetFiles {
  private static final Logger log = LoggerFactory.getLogger(Sheets.class);

  /** An old workbook stands in memory as a whole; it has at most 65,536 rows. */
  private static final long MOST_OF_OLD_WORKBOOK = 32L * 1024 * 1024;

  /** An entry of a ZIP file up to this size is unpacked in memory, a larger one on disk. */
  private static final int IN_MEMORY = 1024 * 1024;

  private static final Set<String> ENDINGS =
      Set.of("csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xltx", "xls", "et", "ods", "html", "htm");

  private static final Text EXPECTED =
      new Text("CSV、XLSX、XLS、ODS 或 ZIP 文件", "a CSV, XLSX, XLS, ODS or ZIP file");

  @Override
  public List<Sheet> read(String file, byte[] bytes) {
    return sheets(tables(file, bytes));
  }

  @Override
  public List<Sheet> sheets(List<RawTable> tables) {
    Map<String, Long> shownOf =
        tables.stream()
            .filter(table -> !table.hidden())
            .collect(Collectors.groupingBy(RawTable::file, Collectors.counting()));
    return tables.stream()
        .filter(table -> !table.hidden())
        .map(table -> sheet(table, shownOf.getOrDefault(table.file(), 0L) == 1))
        .toList();
  }

  @Override
  public byte[] template(TableTemplate template) {
    return TemplateBook.write(template);
  }

  @Override
  public List<RawTable> tables(String file, byte[] bytes) {
    return tables(file, Content.of(bytes), new Reading(Progress.NONE));
  }

  @Override
  public List<RawTable> tables(String file, Path content, Progress progress) {
    return tables(file, Content.of(content), new Reading(progress));
  }

  private List<RawTable> tables(String file, Content content, Reading reading) {
    try {
      return tables(file, content, reading, true);
    } catch (Fault | Progress.Cancelled e) {
      throw e;
    } catch (IOException | XMLStreamException | RuntimeException e) {
      // Readers of damaged files fail in as many ways as files are damaged.
      log.debug("{} cannot be read", file, e);
      throw new Fault.Invalid(
          file,
          "",
          new Text(EXPECTED.zh() + "（这个文件已损坏）", EXPECTED.en() + " (this one is damaged)"));
    }
  }

  private List<RawTable> tables(String file, Content content, Reading reading, boolean mayBeZip)
      throws IOException, XMLStreamException {
    byte[] head = content.head(4096);
    if (head.length == 0) {
      throw new Fault.Invalid(file, "", new Text("不是空的文件", "a file that is not empty"));
    }
    if (starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6)) {
      return packed(file, content, reading, mayBeZip);
    }
    if (starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      return old(file, content, reading);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("%PDF") || text.startsWith("Rar!") || text.startsWith("7z")) {
      throw new Fault.Invalid(file, text.substring(0, 4).strip(), EXPECTED);
    }
    String begin = text.replace("\0", "").replaceFirst("^[\u00EF\u00BB\u00BF\u00FE\u00FF\\s]+", "");
    if (begin.startsWith("<")) {
      if (begin.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
        throw new Fault.Invalid(
            file,
            "XML",
            new Text("XLSX 工作簿（请用表格软件另存为 .xlsx）", "an XLSX workbook (save it as .xlsx)"));
      }
      List<RawTable> tables = HtmlReader.read(reading, file, content);
      if (tables.isEmpty()) {
        throw new Fault.Invalid(file, "", new Text("含有表格的文件", "a file with a table in it"));
      }
      return tables;
    }
    return List.of(CsvReader.read(reading, file, content));
  }

  private static boolean starts(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private List<RawTable> old(String file, Content content, Reading reading) throws IOException {
    if (content.size() > MOST_OF_OLD_WORKBOOK) {
      throw Reading.tooMuch(file, "", "不超过 32 MB 的 XLS 工作簿", "an XLS workbook of at most 32 MB");
    }
    Ole2 container;
    try (InputStream in = content.stream()) {
      container = new Ole2(in.readAllBytes());
    }
    if (container.has("EncryptedPackage")) {
      throw withPassword(file);
    }
    byte[] book = container.stream("Workbook");
    if (book == null) {
      book = container.stream("Book");
    }
    if (book == null) {
      throw new Fault.Invalid(file, "", EXPECTED);
    }
    return XlsReader.read(reading, file, book);
  }

  static Fault.Invalid withPassword(String file) {
    return new Fault.Invalid(
        file,
        "",
        new Text(
            "没有密码的工作簿（请取消密码后再导入）",
            "a workbook without a password (take it away and import again)"));
  }

  private List<RawTable> packed(String file, Content content, Reading reading, boolean mayBeZip)
      throws IOException, XMLStreamException {
    try (Packed zip = Packed.open(reading, file, content)) {
      if (zip.entry("[Content_Types].xml") != null) {
        return XlsxReader.read(reading, file, zip);
      }
      if (zip.entry("content.xml") != null && zip.entry("mimetype") != null) {
        return OdsReader.read(reading, file, zip);
      }
      if (zip.entry("Index/Document.iwa") != null || zip.entry("Index.zip") != null) {
        throw new Fault.Invalid(
            file,
            "Numbers",
            new Text("从 Numbers 导出的 XLSX 或 CSV", "an XLSX or CSV file exported from Numbers"));
      }
      if (!mayBeZip) {
        throw new Fault.Invalid(
            file, "ZIP", new Text("ZIP 里不再套 ZIP", "no ZIP file within a ZIP file"));
      }
      return files(file, zip, reading);
    }
  }

  /** The files of a ZIP file; what is no table is named and passed over. */
  private List<RawTable> files(String file, Packed zip, Reading reading)
      throws IOException, XMLStreamException {
    List<RawTable> tables = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    int files = 0;
    for (ZipArchiveEntry entry : zip.files()) {
      String path = entry.getName().replace('\\', '/');
      String name = path.substring(path.lastIndexOf('/') + 1);
      // What systems leave beside the files is none of anybody's tables.
      if (path.startsWith("__MACOSX/") || name.startsWith("~$") || name.startsWith(".")) {
        continue;
      }
      if (++files > Reading.FILES) {
        throw Reading.tooMuch(
            file,
            "",
            "不超过 " + Reading.FILES + " 个文件的压缩包",
            "a ZIP file of at most " + Reading.FILES + " files");
      }
      if (ending(name).equals("zip")) {
        throw new Fault.Invalid(
            file, path, new Text("ZIP 里不再套 ZIP", "no ZIP file within a ZIP file"));
      }
      if (!ENDINGS.contains(ending(name))) {
        passedOver.add(path);
        continue;
      }
      Path spilled = null;
      try (InputStream in = zip.stream(entry)) {
        byte[] first = in.readNBytes(IN_MEMORY);
        Content content = Content.of(first);
        if (first.length == IN_MEMORY) {
          spilled = Files.createTempFile("homestretch", ".unpacked");
          try (var out = Files.newOutputStream(spilled)) {
            out.write(first);
            in.transferTo(out);
          }
          content = Content.of(spilled);
        }
        tables.addAll(tables(name, content, reading, false));
      } finally {
        if (spilled != null) {
          Files.deleteIfExists(spilled);
        }
      }
    }
    if (tables.isEmpty()) {
      throw new Fault.Invalid(
          file,
          String.join(", ", passedOver),
          new Text("装有 CSV、XLSX、XLS 或 ODS 文件的 ZIP", "a ZIP file of CSV, XLSX, XLS or ODS files"));
    }
    return noted(tables, passedOver);
  }

  private static List<RawTable> noted(List<RawTable> tables, List<String> passedOver) {
    if (passedOver.isEmpty()) {
      return tables;
    }
    RawTable first = tables.getFirst();
    List<Note> notes = new ArrayList<>(first.notes());
    notes.add(
        new Note(
            0,
            "",
            "not-read",
            new Text("有文件不是表格，没有读取", "files that are no tables were not read"),
            String.join(", ", passedOver)));
    tables.set(
        0,
        new RawTable(
            first.file(), first.sheet(), first.hidden(), first.rows(), first.merged(), notes));
    return tables;
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Every table of a file or of a folder's files, by name. */
  public List<RawTable> tables(Path path, Progress progress) {
    Reading reading = new Reading(progress);
    if (Files.isRegularFile(path)) {
      return tables(String.valueOf(path.getFileName()), Content.of(path), reading);
    }
    List<RawTable> tables = new ArrayList<>();
    List<String> passedOver = new ArrayList<>();
    for (Path file : filesOf(path)) {
      String name = String.valueOf(file.getFileName());
      if (ENDINGS.contains(ending(name)) || ending(name).equals("zip")) {
        tables.addAll(tables(name, Content.of(file), reading));
      } else {
        passedOver.add(name);
      }
    }
    if (tables.isEmpty()) {
      throw nothingIn(path);
    }
    return noted(tables, passedOver);
  }

  private static List<Path> filesOf(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Fault.Invalid(
          "PATH",
          folder,
          new Text("一个文件，或一个装有表格文件的目录", "a file, or a folder of files with tables"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file -> {
                String name = String.valueOf(file.getFileName());
                return !name.startsWith("~$") && !name.startsWith(".");
              })
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fault.Invalid nothingIn(Path folder) {
    return new Fault.Invalid(
        "PATH",
        folder,
        new Text("一个装有 CSV 或 XLSX 文件的目录（里面没有）", "a folder of CSV or XLSX files (it has none)"));
  }

  /** Every CSV file and workbook of a folder, by name. */
  public List<Sheet> folder(Path folder) {
    List<Sheet> sheets = new ArrayList<>();
    for (Path file : filesOf(folder)) {
      String name = String.valueOf(file.getFileName());
      if (ENDINGS.contains(ending(name))) {
        try {
          sheets.addAll(read(name, Files.readAllBytes(file)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    if (sheets.isEmpty()) {
      throw nothingIn(folder);
    }
    return sheets;
  }

  /**
   * A table whose first row is its header.
   *
   * @param only whether it is the only one of its file: then the file may be named after the table
   */
  private static Sheet sheet(RawTable table, boolean only) {
    String name = table(table.sheet());
    String file = table.sheet().isEmpty() ? table.file() : table.place();
    String of = table.sheet().isEmpty() || (only && !isTable(name)) ? table(table.file()) : name;
    List<String> columns = new ArrayList<>();
    List<Sheet.Row> rows = new ArrayList<>();
    for (RawTable.Row row : table.rows()) {
      List<String> texts = row.cells().stream().map(cell -> cell.text().strip()).toList();
      if (texts.stream().allMatch(String::isEmpty)) {
        continue;
      }
      if (columns.isEmpty()) {
        columns.addAll(header(file, texts));
        continue;
      }
      if (table.sheet().isEmpty() && texts.size() > columns.size()) {
        throw new Fault.Invalid(
            file + ":" + row.line(),
            String.join(",", texts),
            new Text(columns.size() + " 列", columns.size() + " columns"));
      }
      Map<String, String> cells = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.put(columns.get(i), i < texts.size() ? texts.get(i) : "");
      }
      rows.add(new Sheet.Row(row.line(), cells));
    }
    return new Sheet(of, file, columns, rows);
  }

  @Override
  public byte[] csv(Sheet sheet) {
    return Csv.write(sheet);
  }

  @Override
  public byte[] zip(List<Sheet> sheets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Sheet sheet : sheets) {
        zip.putNextEntry(new ZipEntry(sheet.table() + ".csv"));
        zip.write(Csv.write(sheet));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public byte[] workbook(List<Sheet> sheets) {
    return Xlsx.write(sheets);
  }

  /** The table that a file or a sheet is named after. */
  private static String table(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.[a-z]{2,4}$", "");
  }

  private static boolean isTable(String name) {
    return Stream.of(Table.values()).anyMatch(table -> table.code().equals(name));
  }

  /** The names of the columns, each once. */
  private static List<String> header(String file, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new Fault.Invalid(
            file + ":1", column, new Text("不重复的列名", "column names that differ"));
      }
    }
    return columns;
  }

  @Override
  public Mapping mapping(String source, byte[] yaml) {
    return new MappingYaml(source).read(yaml);
  }

  @Override
  public String mapping(List<Recognised> recognised) {
    return MappingYaml.write(recognised);
  }
}
