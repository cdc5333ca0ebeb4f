package homestretch.adapter.sheet;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.Sheet;
import homestretch.core.exchange.SheetFiles;
import homestretch.core.exchange.Table;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** CSV files, XLSX workbooks, and ZIP files of them. */
public final class Sheets implements SheetFiles {
  /** What a packed file may come to: far beyond any table, far below what fills the memory. */
  private static final long MOST_UNPACKED = 128L * 1024 * 1024;

  private static final Text EXPECTED = new Text("CSV、XLSX 或 ZIP 文件", "a CSV, XLSX or ZIP file");

  @Override
  public List<Sheet> read(String file, byte[] bytes) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return List.of(Csv.read(table(file), file, bytes));
    }
    if (name.endsWith(".xlsx")) {
      unzip(file, bytes, false);
      return Xlsx.read(table(file), file, bytes);
    }
    if (name.endsWith(".zip")) {
      return unzip(file, bytes, true);
    }
    throw new Fault.Invalid("file", file, EXPECTED);
  }

  @Override
  public List<RawTable> tables(String file, byte[] bytes) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return List.of(Csv.table(file, bytes));
    }
    if (name.endsWith(".xlsx")) {
      unzip(file, bytes, false);
      return Xlsx.tables(file, bytes);
    }
    if (name.endsWith(".zip")) {
      List<RawTable> tables = new ArrayList<>();
      try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
          String inner = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          if (!entry.isDirectory() && isSheet(inner)) {
            try (InputStream in = zip.getInputStream(entry)) {
              tables.addAll(tables(inner, in.readNBytes((int) MOST_UNPACKED)));
            }
          }
        }
        return tables;
      } catch (IOException e) {
        throw new Fault.Invalid(file, String.valueOf(e.getMessage()), EXPECTED);
      }
    }
    throw new Fault.Invalid("file", file, EXPECTED);
  }

  /** Every CSV file and workbook of a folder, by name. */
  public List<Sheet> folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Fault.Invalid(
          "DIR", folder, new Text("一个装有 CSV 或 XLSX 文件的目录", "a folder of CSV or XLSX files"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Sheet> sheets = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        // What a spreadsheet program leaves beside an open file is none.
        if (isSheet(name) && !name.startsWith("~$")) {
          sheets.addAll(read(name, Files.readAllBytes(file)));
        }
      }
      if (sheets.isEmpty()) {
        throw new Fault.Invalid(
            "DIR",
            folder,
            new Text("一个装有 CSV 或 XLSX 文件的目录（里面没有）", "a folder of CSV or XLSX files (it has none)"));
      }
      return sheets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSheet(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".csv") || lower.endsWith(".xlsx");
  }

  /** Reads all of it once: what unpacks to more than can be is refused before it fills memory. */
  private List<Sheet> unzip(String file, byte[] bytes, boolean keep) {
    List<Sheet> sheets = new ArrayList<>();
    long room = MOST_UNPACKED;
    try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] chunk = new byte[8192];
          for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            room -= read;
            if (room < 0) {
              throw new Fault.Invalid(
                  file, "", new Text("解开后不超过 128 MB 的文件", "a file of at most 128 MB unpacked"));
            }
            if (keep) {
              content.write(chunk, 0, read);
            }
          }
        }
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (keep && !entry.isDirectory() && isSheet(name)) {
          sheets.addAll(read(name, content.toByteArray()));
        }
      }
    } catch (IOException e) {
      throw new Fault.Invalid(file, String.valueOf(e.getMessage()), EXPECTED);
    }
    return sheets;
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
  static String table(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.(csv|xlsx)$", "");
  }

  static boolean isTable(String name) {
    return Stream.of(Table.values()).anyMatch(table -> table.code().equals(name));
  }

  /** The names of the columns, each once. */
  static List<String> header(String file, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new Fault.Invalid(
            file + ":1", column, new Text("不重复的列名", "column names that differ"));
      }
    }
    return columns;
  }
}
