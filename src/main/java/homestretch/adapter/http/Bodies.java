package homestretch.adapter.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request as JSON: UTF-8 alone, within bounds, numbers with their digits. */
public final class Bodies {
  /** Deeper nesting stands in no body of ours. */
  private static final int MAX_NESTING = 32;

  /** Characters of one number; 30 digits and an exponent fit. */
  private static final int MAX_NUMBER_CHARACTERS = 100;

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]*)\"?", Pattern.CASE_INSENSITIVE);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER_CHARACTERS)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // 1.50 stays 1.50.
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Bodies() {}

  /**
   * The object in the body; an empty one where there is no body.
   *
   * @throws Problem 415 of another type, 400 if it is no JSON
   * @throws Fault.Invalid if it is no object
   */
  public static JsonNode object(Context ctx) {
    byte[] bytes = bytes(ctx);
    if (bytes.length == 0) {
      return MAPPER.createObjectNode();
    }
    requireJson(ctx.header("Content-Type"));
    return object(text(bytes, ctx.header("Content-Type")));
  }

  /** The object in a text. */
  public static JsonNode object(String text) {
    JsonNode node;
    try {
      node = text.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      String at =
          e.getLocation() == null
              ? ""
              : e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new Problem(
          ProblemType.MALFORMED,
          new Text(
              "请求体不是合法的 JSON（行:列 " + at + "）",
              "the body is not well-formed JSON (line:column " + at + ")"));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Problem(
          ProblemType.MALFORMED,
          new Text("请求体中有无法表示的数", "the body holds a number beyond any range"));
    }
    if (node == null || !node.isObject()) {
      throw new Fault.Invalid(
          "body",
          node == null ? "" : node.getNodeType().name().toLowerCase(Locale.ROOT),
          new Text("一个 JSON 对象", "a JSON object"));
    }
    return node;
  }

  /** The body as text, in UTF-8. */
  public static String text(Context ctx) {
    return text(bytes(ctx), ctx.header("Content-Type"));
  }

  private static byte[] bytes(Context ctx) {
    return ctx.bodyAsBytes();
  }

  private static void requireJson(@Nullable String type) {
    if (type == null || type.isBlank()) {
      return;
    }
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json") && !media.endsWith("+json")) {
      throw new Problem(
          ProblemType.UNSUPPORTED_TYPE,
          new Text(
              "Content-Type 为“" + media + "”，应为 application/json",
              "the Content-Type is “" + media + "”, expected application/json"));
    }
  }

  private static String text(byte[] bytes, @Nullable String type) {
    if (type != null) {
      Matcher charset = CHARSET.matcher(type);
      if (charset.find()) {
        String name = charset.group(1).toLowerCase(Locale.ROOT);
        if (!name.equals("utf-8") && !name.equals("utf8") && !name.equals("us-ascii")) {
          throw new Problem(
              ProblemType.UNSUPPORTED_TYPE,
              new Text(
                  "字符集为“" + name + "”，应为 utf-8", "the charset is “" + name + "”, expected utf-8"));
        }
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Problem(ProblemType.MALFORMED, new Text("请求体不是 UTF-8", "the body is not UTF-8"));
    }
  }
}
