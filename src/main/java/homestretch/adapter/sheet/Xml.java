package homestretch.adapter.sheet;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A walk through an XML part, event by event: no entities, no document type, nothing from outside,
 * no text longer than a cell may be.
 */
final class Xml implements AutoCloseable {
  /** Elements within each other; a sheet has six. */
  private static final int DEPTH = 256;

  /** Different names of elements; a sheet has some dozen. The parser keeps each. */
  private static final int NAMES = 1_000;

  private static final XMLInputFactory FACTORY = factory();

  private final String place;
  private final XMLStreamReader reader;
  private final Set<String> names = new HashSet<>();
  private int depth;

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }

  /**
   * @param place its name in errors
   */
  Xml(String place, InputStream in) throws XMLStreamException {
    this.place = place;
    reader = FACTORY.createXMLStreamReader(new Guard(place, in));
  }

  /** Goes on to the next event; false after the last. */
  boolean next() throws XMLStreamException {
    if (!reader.hasNext()) {
      return false;
    }
    int event = reader.next();
    if (event == XMLStreamConstants.START_ELEMENT) {
      if (++depth > DEPTH) {
        throw Reading.tooMuch(
            place, "", "不超过 " + DEPTH + " 层嵌套的 XML", "XML of at most " + DEPTH + " levels");
      }
      if (names.add(reader.getLocalName()) && names.size() > NAMES) {
        throw Reading.tooMuch(
            place,
            "",
            "不超过 " + NAMES + " 种元素的 XML",
            "XML of at most " + NAMES + " kinds of elements");
      }
    } else if (event == XMLStreamConstants.END_ELEMENT) {
      depth--;
    } else if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new Fault.Invalid(
          place,
          "<!DOCTYPE",
          new Text("没有 DOCTYPE 和实体的 XML", "XML without a document type and entities"));
    }
    return true;
  }

  boolean starts() {
    return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
  }

  boolean ends() {
    return reader.getEventType() == XMLStreamConstants.END_ELEMENT;
  }

  boolean isText() {
    return reader.isCharacters() || reader.getEventType() == XMLStreamConstants.CDATA;
  }

  String text() {
    return reader.getText();
  }

  /** The element's name without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  int depth() {
    return depth;
  }

  /** An attribute by its name without a prefix. */
  @Nullable String attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  String attribute(String name, String otherwise) {
    String given = attribute(name);
    return given == null ? otherwise : given;
  }

  /** Whether an attribute says yes, in the ways of XML Schema. */
  boolean is(String name) {
    String given = attribute(name);
    return given != null && (given.equals("1") || given.equals("true") || given.equals("on"));
  }

  int integer(String name, int otherwise) {
    String given = attribute(name);
    if (given == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(given.strip());
    } catch (NumberFormatException e) {
      throw new Fault.Invalid(place, name + "=" + given, new Text("一个整数", "a whole number"));
    }
  }

  /** The text up to the end of the element that has just begun; elements within are passed over. */
  String content() throws XMLStreamException {
    int outer = depth;
    StringBuilder text = new StringBuilder();
    while (next()) {
      if (isText()) {
        if (depth == outer) {
          text.append(text());
          if (text.length() > Reading.CELL) {
            throw Reading.longCell(place);
          }
        }
      } else if (ends() && depth < outer) {
        break;
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws XMLStreamException {
    reader.close();
  }

  /**
   * Ends the reading when too much comes without a tag: the parser would gather all of it before
   * anybody could ask how long it is.
   */
  private static final class Guard extends FilterInputStream {
    /** A cell's characters, each written as {@code &#x10FFFF;}, and more. */
    private static final long MOST = 12L * Reading.CELL;

    private final String place;
    private long sinceTag;
    private boolean inData;
    private int before;
    private int beforeThat;

    Guard(String place, InputStream in) {
      super(in);
      this.place = place;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      // In pieces that the parser gets one at a time: what is too long ends early.
      int read = super.read(into, offset, Math.min(most, 64 * 1024));
      for (int i = offset; i < offset + read; i++) {
        int now = into[i];
        if (inData) {
          inData = !(now == '>' && before == ']' && beforeThat == ']');
          sinceTag++;
        } else if (now == '<') {
          check();
          sinceTag = 0;
        } else {
          inData = now == '[' && before == '!' && beforeThat == '<';
          sinceTag++;
        }
        beforeThat = before;
        before = now;
      }
      check();
      return read;
    }

    private void check() {
      if (sinceTag > MOST) {
        throw Reading.longCell(place);
      }
    }
  }
}
