package homestretch.adapter.sheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** The number formats of a workbook's cell styles, by the number that a cell names. */
final class XlsxStyles {
  /** As many styles as a spreadsheet program allows. */
  private static final int MOST = 65_500;

  private final List<NumberFormat> formats = new ArrayList<>();

  static XlsxStyles none() {
    return new XlsxStyles();
  }

  static XlsxStyles read(String place, Xml xml) throws XMLStreamException {
    XlsxStyles styles = new XlsxStyles();
    Map<Integer, NumberFormat> own = new HashMap<>();
    boolean cells = false;
    while (xml.next()) {
      if (xml.ends() && xml.name().equals("cellXfs")) {
        break;
      }
      if (!xml.starts()) {
        continue;
      }
      switch (xml.name()) {
        case "numFmt" ->
            own.put(xml.integer("numFmtId", -1), NumberFormat.of(xml.attribute("formatCode", "")));
        case "cellXfs" -> cells = true;
        case "xf" -> {
          if (cells) {
            int id = xml.integer("numFmtId", 0);
            NumberFormat format = own.get(id);
            styles.formats.add(format == null ? NumberFormat.builtIn(id) : format);
          }
        }
        default -> {
          // Fonts, fills and borders are nothing to a reader.
        }
      }
      if (own.size() > MOST || styles.formats.size() > MOST) {
        throw Reading.tooMuch(
            place, "", "不超过 " + MOST + " 种单元格样式", "at most " + MOST + " cell styles");
      }
    }
    return styles;
  }

  NumberFormat of(int style) {
    return style >= 0 && style < formats.size() ? formats.get(style) : NumberFormat.GENERAL;
  }
}
