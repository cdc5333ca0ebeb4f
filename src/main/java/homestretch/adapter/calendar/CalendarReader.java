package homestretch.adapter.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import homestretch.core.calendar.CalendarFiles;
import homestretch.core.calendar.CalendarReading;
import homestretch.core.calendar.CalendarText;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;

/** {@link CalendarFiles}: text by the rules of core, JSON here. */
public final class CalendarReader implements CalendarFiles {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Override
  public CalendarReading read(String source, byte[] bytes, int year) {
    if (bytes.length > MAX_BYTES) {
      throw new Fault.Invalid(
          source,
          bytes.length,
          new Text("至多 " + MAX_BYTES + " 字节", "at most " + MAX_BYTES + " bytes"));
    }
    CalendarText.Decoded decoded = CalendarText.decode(source, bytes);
    String text = decoded.text().strip();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return CalendarText.read(source, decoded, year);
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      String at =
          e.getLocation() == null
              ? ""
              : e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new Fault.Invalid(
          source,
          at,
          new Text("合法的 JSON（行:列 " + at + "）", "well-formed JSON (line:column " + at + ")"));
    }
    return new CalendarJson(node, year, decoded.charset()).read();
  }
}
