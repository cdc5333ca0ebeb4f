package homestretch.bench;

import homestretch.adapter.sheet.Sheets;
import homestretch.core.exchange.Progress;
import homestretch.core.exchange.RawTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/**
 * Reads 100,000 rows of XLSX as an import does, beside fastexcel alone: {@code mvn exec:exec@bench
 * -Dbench=Spreadsheets}. The goal is at most twice its time.
 */
public final class Spreadsheets {
  private static final int ROWS = 100_000;
  private static final int ROUNDS = 7;

  private Spreadsheets() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("homestretch", ".xlsx");
    try {
      write(file);
      long[] ours = new long[ROUNDS];
      long[] theirs = new long[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        theirs[round] = timed(() -> fastexcel(file));
        ours[round] = timed(() -> homestretch(file));
      }
      Arrays.sort(ours);
      Arrays.sort(theirs);
      System.out.printf(
          "%,d rows, %,d bytes: %d ms; fastexcel alone %d ms; ratio %.2f%n",
          ROWS,
          Files.size(file),
          ours[ROUNDS / 2],
          theirs[ROUNDS / 2],
          (double) ours[ROUNDS / 2] / theirs[ROUNDS / 2]);
    } finally {
      Files.delete(file);
    }
  }

  private interface Reads {
    long cells() throws IOException;
  }

  /** In milliseconds; every cell must have been seen. */
  private static long timed(Reads reads) throws IOException {
    long begin = System.nanoTime();
    long cells = reads.cells();
    if (cells != 6L * (ROWS + 1)) {
      throw new IllegalStateException(cells + " cells");
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static void write(Path file) throws IOException {
    try (var out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "bench", "1.0")) {
      Worksheet page = book.newWorksheet("reports");
      List<String> header = List.of("department", "goal", "as_of", "value", "note", "state");
      for (int i = 0; i < header.size(); i++) {
        page.value(0, i, header.get(i));
      }
      for (int row = 1; row <= ROWS; row++) {
        page.value(row, 0, "D" + row % 32);
        page.value(row, 1, "G" + row % 20);
        page.value(row, 2, LocalDate.of(2026, 1, 1).plusDays(row % 300));
        page.style(row, 2).format("yyyy-mm-dd").set();
        page.value(row, 3, row * 1.25);
        page.value(row, 4, "第 " + row + " 条说明");
        page.value(row, 5, "provisional");
      }
    }
  }

  private static long fastexcel(Path file) throws IOException {
    long[] cells = {0};
    try (InputStream in = Files.newInputStream(file);
        ReadableWorkbook book = new ReadableWorkbook(in, new ReadingOptions(true, true));
        Stream<Row> rows = book.getFirstSheet().openStream()) {
      rows.forEach(
          row ->
              row.forEach(
                  cell -> {
                    if (cell != null && cell.getText() != null) {
                      cells[0]++;
                    }
                  }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return cells[0];
  }

  private static long homestretch(Path file) {
    long cells = 0;
    for (RawTable table : new Sheets().tables("reports.xlsx", file, Progress.NONE)) {
      for (RawTable.Row row : table.rows()) {
        cells += row.cells().size();
      }
    }
    return cells;
  }
}
