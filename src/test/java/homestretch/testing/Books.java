package homestretch.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks written by hand, as no library would write them. */
public final class Books {
  private static final String NAMES =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

  private Books() {}

  /** Writes what stands between the tags of {@code sheetData}, in as many pieces as it likes. */
  public interface Body {
    void write(Part part);
  }

  /** An entry of a packed file. */
  public static final class Part {
    private final ZipOutputStream zip;

    private Part(ZipOutputStream zip) {
      this.zip = zip;
    }

    public void add(String text) {
      try {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public void add(String text, int times) {
      for (int i = 0; i < times; i++) {
        add(text);
      }
    }
  }

  public static byte[] xlsx(String sheet, Body body) {
    return xlsx(sheet, "", "", body);
  }

  /** A workbook of one sheet, with what stands before its root element and before its rows. */
  public static byte[] xlsx(String sheet, String prolog, String before, Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "[Content_Types].xml", part -> part.add("<Types/>"));
      entry(
          zip,
          "xl/workbook.xml",
          part ->
              part.add(
                  "<workbook "
                      + NAMES
                      + "><sheets><sheet name=\""
                      + sheet
                      + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
      entry(
          zip,
          "xl/_rels/workbook.xml.rels",
          part ->
              part.add(
                  "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\""
                      + " Target=\"worksheets/sheet1.xml\"/></Relationships>"));
      entry(
          zip,
          "xl/worksheets/sheet1.xml",
          part -> {
            part.add(prolog + "<worksheet " + NAMES + ">" + before + "<sheetData>");
            body.write(part);
            part.add("</sheetData></worksheet>");
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] zip(String name, Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, name, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** An OpenDocument spreadsheet with those rows. */
  public static byte[] ods(String rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "mimetype", part -> part.add("application/vnd.oasis.opendocument.spreadsheet"));
      entry(
          zip,
          "content.xml",
          part ->
              part.add(
                  "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">"
                      + "<table:table table:name=\"reports\">"
                      + rows
                      + "</table:table></office:document-content>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, Body body) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    body.write(new Part(zip));
    zip.closeEntry();
  }
}
