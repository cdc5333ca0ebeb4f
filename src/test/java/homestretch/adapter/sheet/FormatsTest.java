package homestretch.adapter.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homestretch.core.exchange.RawTable;
import homestretch.core.exchange.RawTable.Cell;
import homestretch.core.exchange.RawTable.Kind;
import homestretch.core.exchange.RawTable.Range;
import homestretch.core.fault.Fault;
import homestretch.testing.Books;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the cells of each format, with its marks. */
class FormatsTest {
  private final Sheets sheets = new Sheets();

  private RawTable one(String file, byte[] bytes) {
    return sheets.tables(file, bytes).getFirst();
  }

  private static List<String> texts(RawTable.Row row) {
    return row.cells().stream().map(Cell::text).toList();
  }

  @Test
  void an_old_workbook_is_read_with_its_types_hidden_parts_and_merged_cells() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      var format = book.createDataFormat();
      HSSFCellStyle date = book.createCellStyle();
      date.setDataFormat(format.getFormat("yyyy\"年\"m\"月\"d\"日\""));
      HSSFCellStyle percent = book.createCellStyle();
      percent.setDataFormat(format.getFormat("0.0%"));
      HSSFCellStyle zeros = book.createCellStyle();
      zeros.setDataFormat(format.getFormat("00"));
      var page = book.createSheet("上报");
      var row = page.createRow(0);
      row.createCell(0).setCellValue("临江区");
      row.createCell(1).setCellValue(LocalDate.of(2026, 10, 31));
      row.getCell(1).setCellStyle(date);
      row.createCell(2).setCellValue(0.9);
      row.getCell(2).setCellStyle(percent);
      row.createCell(3).setCellValue(1);
      row.getCell(3).setCellStyle(zeros);
      row.createCell(4).setCellValue(241 / 3d);
      row.createCell(5).setCellFormula("E1*3");
      row.createCell(6).setCellFormula("\"a\"&\"b\"");
      row.createCell(7).setCellFormula("1/0");
      row.createCell(8).setCellValue(true);
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      page.createRow(2).createCell(0).setCellValue("藏");
      page.getRow(2).setZeroHeight(true);
      page.createRow(3).createCell(0).setCellValue("x".repeat(20_000) + "末");
      page.addMergedRegion(new CellRangeAddress(0, 1, 0, 0));
      page.setColumnHidden(3, true);
      var other = book.createSheet("底稿");
      other.createRow(0).createCell(0).setCellValue(12.5);
      book.setSheetHidden(1, true);
      book.write(out);
    }
    List<RawTable> tables = sheets.tables("数据.xls", out.toByteArray());
    assertThat(tables).extracting(RawTable::sheet).containsExactly("上报", "底稿");
    assertThat(tables).extracting(RawTable::hidden).containsExactly(false, true);
    RawTable table = tables.getFirst();
    assertThat(table.merged()).containsExactly(new Range(1, 2, 0, 0));
    assertThat(table.notes()).extracting(RawTable.Note::code).containsExactly("hidden-column");
    List<Cell> cells = table.rows().getFirst().cells();
    assertThat(cells.get(1)).isEqualTo(Cell.date(LocalDate.of(2026, 10, 31)));
    assertThat(cells.get(2)).isEqualTo(Cell.number("0.9", new BigDecimal("0.9"), true));
    assertThat(cells.get(3).text()).isEqualTo("01");
    assertThat(cells.get(4).number()).isEqualTo("80.3333333333333");
    assertThat(cells.get(5).number()).isEqualByComparingTo("241");
    assertThat(cells.get(6)).isEqualTo(Cell.text("ab"));
    assertThat(cells.get(7).kind()).isEqualTo(Kind.ERROR);
    assertThat(cells.get(8).kind()).isEqualTo(Kind.BOOLEAN);
    assertThat(table.rows().get(1).hidden()).isTrue();
    assertThat(table.rows().get(2).cell(0).text()).endsWith("x末");
  }

  @Test
  void a_workbook_with_a_password_is_refused_as_such() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Biff8EncryptionKey.setCurrentUserPassword("secret");
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      book.createSheet("a").createRow(0).createCell(0).setCellValue(1);
      book.write(out);
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
    assertThatThrownBy(() -> sheets.tables("a.xls", out.toByteArray()))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("without a password");
  }

  @Test
  void a_workbook_says_what_is_hidden_filtered_computed_and_wrong() {
    RawTable table =
        one(
            "a.xlsx",
            Books.xlsx(
                "上报",
                "",
                "<dimension ref=\"A1\"/><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>",
                part ->
                    part.add(
                        "<row r=\"1\"><c r=\"A1\""
                            + " t=\"inlineStr\"><is><r><t>一般</t></r><r><t>_x000D_收入</t></r><rPh><t>yiban</t></rPh></is></c><c"
                            + " r=\"B1\" t=\"b\"><v>1</v></c></row><row r=\"4\" hidden=\"1\"><c"
                            + " r=\"A4\" t=\"e\"><v>#N/A</v></c><c r=\"C4\"><f>SUM(A1)</f></c><c"
                            + " r=\"D4\" t=\"str\"><f>A1</f><v>x</v></c><c r=\"AA4\""
                            + " s=\"5\"/></row><row r=\"900000\"><c r=\"A900000\""
                            + " s=\"1\"/></row>")));
    assertThat(table.rows()).hasSize(2);
    assertThat(texts(table.rows().getFirst())).containsExactly("一般\n收入", "TRUE");
    RawTable.Row hidden = table.rows().get(1);
    assertThat(hidden.line()).isEqualTo(4);
    assertThat(hidden.hidden()).isTrue();
    assertThat(hidden.cells())
        .extracting(Cell::kind)
        .containsExactly(Kind.ERROR, Kind.EMPTY, Kind.ERROR, Kind.TEXT);
    assertThat(hidden.cell(2).text()).isEqualTo("=SUM(A1)");
    assertThat(table.notes()).extracting(RawTable.Note::column).containsExactly("B");
  }

  @Test
  void an_opendocument_spreadsheet_is_read() {
    RawTable table =
        one(
            "a.ods",
            Books.ods(
                "<table:table-column"
                    + " table:visibility=\"collapse\"/><table:table-row><table:table-cell"
                    + " table:number-columns-spanned=\"2\"><text:p>甲</text:p>"
                    + "<text:p>乙</text:p></table:table-cell><table:covered-table-cell/><table:table-cell"
                    + " office:value-type=\"date\""
                    + " office:date-value=\"2026-10-31T08:00:00\"><text:p>31.10.26</text:p></table:table-cell><table:table-cell"
                    + " office:value-type=\"percentage\""
                    + " office:value=\"0.9\"><text:p>90%</text:p></table:table-cell><table:table-cell"
                    + " office:value-type=\"float\" office:value=\"1\"><text:p>01</text:p>"
                    + "</table:table-cell></table:table-row><table:table-row"
                    + " table:number-rows-repeated=\"3\"/><table:table-row"
                    + " table:visibility=\"filter\"><table:table-cell><text:p>藏</text:p>"
                    + "</table:table-cell></table:table-row><table:table-row"
                    + " table:number-rows-repeated=\"1048571\"/>"));
    assertThat(texts(table.rows().getFirst()))
        .containsExactly("甲\n乙", "", "2026-10-31", "0.9", "01");
    assertThat(table.rows().getFirst().cell(3).percent()).isTrue();
    assertThat(table.merged()).containsExactly(new Range(1, 1, 0, 1));
    assertThat(table.rows().getLast().line()).isEqualTo(5);
    assertThat(table.rows().getLast().hidden()).isTrue();
    assertThat(table.notes()).extracting(RawTable.Note::code).containsExactly("hidden-column");
  }

  @Test
  void a_web_page_under_the_name_of_a_workbook_is_read() {
    RawTable table =
        one(
            "报表.xls",
            ("<html><head><meta charset=gb2312></head><body><table><tr><th>单位<th>数值</tr>"
                    + "<tr><td rowspan=2>临江区<td x:num=\"80.512345\">80.51</tr>"
                    + "<tr style='display: none'><td>70<br>注</tr></table></body></html>")
                .getBytes(Charset.forName("GB18030")));
    assertThat(table.rows())
        .extracting(FormatsTest::texts)
        .containsExactly(List.of("单位", "数值"), List.of("临江区", "80.512345"), List.of("", "70\n注"));
    assertThat(table.rows().get(2).hidden()).isTrue();
    assertThat(table.merged()).containsExactly(new Range(2, 3, 0, 0));
  }

  @Test
  void text_under_the_name_of_a_workbook_is_read_by_what_separates_it() {
    byte[] tabs = "单位\t数值\n临江区\t1,234.5\n".getBytes(StandardCharsets.UTF_16LE);
    assertThat(texts(one("a.xls", tabs).rows().get(1))).containsExactly("临江区", "1,234.5");
    byte[] semicolons = "a;b;c\n1,5;2,5;3\n\"x;y\";1,0;2\n".getBytes(StandardCharsets.UTF_8);
    assertThat(texts(one("a.csv", semicolons).rows().get(2))).containsExactly("x;y", "1,0", "2");
    byte[] said = "sep=|\na|b,c,d\n".getBytes(StandardCharsets.UTF_8);
    assertThat(texts(one("a.csv", said).rows().getFirst())).containsExactly("a", "b,c,d");
    assertThat(one("a.csv", said).rows().getFirst().line()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "GB18030, '临江区,东湖区,西山县,高新区', GB18030",
    "GB18030, '高新区', GB18030",
    "GB18030, '𠮷州区', GB18030",
    "Big5, '高雄市,直轄市,臺北市,新竹縣,花蓮縣', Big5-HKSCS",
    "EUC-KR, '강남구,자치구,종로구,서초구,마포구', EUC-KR",
    "Shift_JIS, 'さいたま市,つくば市,新宿区,特別区,渋谷区', Shift-JIS",
    "windows-1252, 'München Süd,Städte,Köln,Düsseldorf', windows-1252",
    "windows-1252, 'Évry,Besançon,Préfecture', windows-1252",
    "KOI8-R, 'Москва,Города,Казань,Омская область,Области', KOI8-R"
  })
  void a_guessed_encoding_is_the_right_one_and_said_with_a_sample(
      String charset, String names, String said) {
    byte[] bytes = ("code,name,league\nA," + names + "\n").getBytes(Charset.forName(charset));
    RawTable table = one("departments.csv", bytes);
    assertThat(String.join(",", texts(table.rows().get(1)))).isEqualTo("A," + names);
    assertThat(table.notes()).hasSize(1);
    assertThat(table.notes().getFirst().code()).isEqualTo("encoding");
    assertThat(table.notes().getFirst().message().en()).contains(said);
    assertThat(table.notes().getFirst().sample()).contains(names.split(",")[0]);
  }

  @Test
  void an_encoding_that_cannot_be_told_is_refused() {
    for (byte[] bytes :
        List.of(
            "A,Łódź,Wrocław,Województwo".getBytes(Charset.forName("windows-1250")),
            new byte[] {'A', ',', (byte) 0x81, (byte) 0xFF, (byte) 0x9D},
            ("临江区,东湖区" + "西山县").getBytes(StandardCharsets.UTF_8))) {
      byte[] cut = bytes.clone();
      cut[cut.length - 1] = (byte) 0xC3;
      assertThatThrownBy(() -> sheets.tables("a.csv", cut))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("save it");
    }
  }
}
