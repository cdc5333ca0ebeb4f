package homestretch.adapter.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.exchange.Sheet;
import homestretch.core.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetsTest {
  private static final String TABLE = "code,name\nBJ,北京\nTJ,天津\n";

  private final Sheets sheets = new Sheets();

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void chinese_text_is_read_in_every_encoding_that_excel_writes(String charset) {
    // Java writes no byte order mark for the two that name their order; Excel does.
    String text = charset.length() > 6 && charset.startsWith("UTF-16") ? "\uFEFF" + TABLE : TABLE;
    Sheet sheet = read("departments.csv", text.getBytes(Charset.forName(charset)));
    assertThat(sheet.columns()).containsExactly("code", "name");
    assertThat(sheet.rows()).extracting(r -> r.cells().get("name")).containsExactly("北京", "天津");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_column() {
    Sheet sheet = read("departments.csv", ("\uFEFF" + TABLE).getBytes(StandardCharsets.UTF_8));
    assertThat(sheet.columns()).containsExactly("code", "name");
  }

  @Test
  void a_file_that_is_no_text_is_an_error_that_names_it() {
    byte[] noise = {'c', 'o', 'd', 'e', '\n', (byte) 0xFF, (byte) 0xFF, (byte) 0x80, '\n'};
    assertThatThrownBy(() -> read("goals.csv", noise))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("goals.csv")
        .hasMessageContaining("save it as UTF-8");
    assertThatThrownBy(() -> read("goals.xlsx", noise))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("goals.xlsx");
    assertThatThrownBy(() -> read("goals.xls", noise))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("goals.xls");
  }

  @Test
  void a_row_keeps_the_line_on_which_it_begins() {
    Sheet sheet =
        read(
            "reports.csv",
            "department,note\n\nA,\"two\nlines\"\n\"B\",one".getBytes(StandardCharsets.UTF_8));
    assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(3L, 5L);
    assertThat(sheet.rows().getFirst().cells()).containsEntry("note", "two\nlines");
  }

  @Test
  void too_many_cells_and_columns_of_one_name_are_errors_with_their_place() {
    assertThatThrownBy(() -> read("a.csv", "x,y\n1,2,3\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("a.csv:2: “1,2,3”, expected 2 columns");
    assertThatThrownBy(() -> read("a.csv", "x,x\n1,2\n".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("a.csv:1: “x”, expected column names that differ");
  }

  @Test
  void a_workbook_gives_numbers_and_dates_exactly_and_one_sheet_a_table() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "test", "1.0")) {
      Worksheet targets = book.newWorksheet("targets");
      targets.value(0, 0, "department");
      targets.value(0, 1, "target");
      targets.value(0, 2, "from");
      targets.value(1, 0, "A");
      // What adding 0.1 and 0.2 leaves in a cell; the program shows 0.3.
      targets.value(1, 1, 0.1 + 0.2);
      targets.value(1, 2, LocalDate.of(2026, 2, 28));
      targets.style(1, 2).format("yyyy/m/d").set();
      targets.value(3, 0, "B");
      targets.value(3, 1, new BigDecimal("12.50"));
      targets.style(3, 1).format("#,##0.00").set();
      targets.value(3, 2, LocalDate.of(2026, 12, 31));
      targets.style(3, 2).format("yyyy\"年\"m\"月\"d\"日\"").set();
      book.newWorksheet("Remarks").value(0, 0, "anything");
    }
    List<Sheet> read = sheets.read("book.xlsx", out.toByteArray());
    assertThat(read).extracting(Sheet::table).containsExactly("targets", "remarks");
    Sheet sheet = read.getFirst();
    assertThat(sheet.file()).isEqualTo("book.xlsx[targets]");
    assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(2L, 4L);
    assertThat(sheet.rows().get(0).cells())
        .isEqualTo(Map.of("department", "A", "target", "0.3", "from", "2026-02-28"));
    assertThat(sheet.rows().get(1).cells())
        .isEqualTo(Map.of("department", "B", "target", "12.50", "from", "2026-12-31"));
  }

  @Test
  void a_workbook_of_one_sheet_is_the_table_that_the_file_is_named_after() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "test", "1.0")) {
      book.newWorksheet("Sheet1").value(0, 0, "code");
    }
    assertThat(sheets.read("Goals.xlsx", out.toByteArray()))
        .extracting(Sheet::table)
        .containsExactly("goals");
  }

  @Test
  void no_cell_that_is_written_can_be_taken_for_a_formula_and_all_come_back() {
    List<String> notes =
        List.of(
            "=HYPERLINK(\"http://x\",\"y\")",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "＝1",
            "'=kept",
            "'quoted'",
            "plain - text",
            "多行\n=1");
    Sheet sheet =
        new Sheet(
            "reports",
            "reports.csv",
            List.of("department", "value", "note"),
            notes.stream()
                .map(
                    note ->
                        new Sheet.Row(
                            0, Map.of("department", "A", "value", "-12.50", "note", note)))
                .toList());
    byte[] csv = sheets.csv(sheet);
    assertThat(new String(csv, StandardCharsets.UTF_8))
        .contains(",-12.50,")
        .contains("'=HYPERLINK")
        .doesNotContainPattern("[,\"][=+@＝]")
        .doesNotContain(",-2+3");
    assertThat(read("reports.csv", csv).rows())
        .extracting(r -> r.cells().get("note"))
        .containsExactlyElementsOf(notes);
    assertThat(sheets.read("reports.xlsx", sheets.workbook(List.of(sheet))).getFirst().rows())
        .extracting(r -> r.cells().get("note") + r.cells().get("value"))
        .containsExactlyElementsOf(notes.stream().map(note -> note + "-12.50").toList());
  }

  @Test
  void a_zip_of_files_is_read_and_one_that_fills_the_memory_is_refused() throws IOException {
    Sheet sheet = read("departments.csv", TABLE.getBytes(StandardCharsets.UTF_8));
    assertThat(sheets.read("all.zip", sheets.zip(List.of(sheet))).getFirst().rows()).hasSize(2);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("reports.csv"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        zip.write(zeros);
      }
    }
    assertThat(out.size()).isLessThan(1 << 20);
    for (String name : List.of("bomb.zip", "bomb.xlsx")) {
      assertThatThrownBy(() -> sheets.read(name, out.toByteArray()))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("at most 100 times its size");
    }
  }

  private Sheet read(String name, byte[] bytes) {
    return sheets.read(name, bytes).getFirst();
  }
}
