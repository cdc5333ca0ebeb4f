package homestretch.adapter.sheet;

import homestretch.core.exchange.TableTemplate;
import homestretch.core.exchange.TableTemplate.CodeList;
import homestretch.core.exchange.TableTemplate.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook to be filled in: a page with the header alone, its dates formatted and its codes as
 * drop-downs, and a page that explains each column and holds the codes.
 */
final class TemplateBook {
  /** So many rows are prepared; more can be filled in all the same. */
  private static final int PREPARED = 1_000;

  private static final int FIRST_LIST = 6;

  private TemplateBook() {}

  static byte[] write(TableTemplate template) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "Homestretch", "1.0")) {
      Worksheet page = book.newWorksheet(template.table());
      Worksheet guide = book.newWorksheet(template.guide());
      int top = explain(guide, template);
      page.freezePane(0, 1);
      for (int i = 0; i < template.columns().size(); i++) {
        Column column = template.columns().get(i);
        page.value(0, i, column.header());
        page.style(0, i).bold().set();
        page.width(i, 16);
        if (column.holds() == TableTemplate.Holds.DATE) {
          page.range(1, i, PREPARED, i).style().format("yyyy-mm-dd").set();
        }
        if (column.list() >= 0) {
          int codes = template.lists().get(column.list()).codes().size();
          int at = listColumn(column.list());
          page.range(1, i, PREPARED, i)
              .validateWithList(guide.range(top + 1, at, top + codes, at))
              // A name will do as well as a code.
              .showErrorMessage(false);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes the page that explains, and answers the row of the lists' titles. */
  private static int explain(Worksheet guide, TableTemplate template) {
    int row = 0;
    for (String sentence : template.intro()) {
      guide.value(row++, 0, sentence);
    }
    int top = row + 1;
    for (int i = 0; i < template.headings().size(); i++) {
      guide.value(top, i, template.headings().get(i));
      guide.style(top, i).bold().set();
      guide.width(i, i == 2 ? 44 : 18);
    }
    for (int i = 0; i < template.columns().size(); i++) {
      Column column = template.columns().get(i);
      guide.value(top + 1 + i, 0, column.header());
      guide.value(top + 1 + i, 1, column.needed());
      guide.value(top + 1 + i, 2, column.explanation());
      guide.value(top + 1 + i, 3, column.example());
    }
    for (int i = 0; i < template.lists().size(); i++) {
      CodeList list = template.lists().get(i);
      int at = listColumn(i);
      guide.value(top, at, list.title());
      guide.style(top, at).bold().set();
      write(guide, top, at, list.codes());
      write(guide, top, at + 1, list.names());
      guide.width(at + 1, list.names().isEmpty() ? 4 : 30);
    }
    return top;
  }

  private static void write(Worksheet guide, int top, int column, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      guide.value(top + 1 + i, column, texts.get(i));
    }
  }

  private static int listColumn(int list) {
    return FIRST_LIST + 2 * list;
  }
}
