package homestretch.adapter.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes errors as {@code application/problem+json}, in the caller's language. */
public final class Problems {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A field of a body as the readers and the rules name it: {@code points/1/date}, {@code name}.
   */
  private static final Pattern IN_BODY = Pattern.compile("[A-Za-z0-9_~\\-]+(/[A-Za-z0-9_~\\-]+)*");

  private Problems() {}

  public static void write(Context ctx, Problem problem) {
    problem.headers().forEach(ctx::header);
    write(ctx, problem.type(), problem.detail(), List.of());
  }

  public static void write(Context ctx, ProblemType type, Text detail, List<Violation> violations) {
    write(ctx, type, type.status(), detail, violations);
  }

  /**
   * @param status as answered; a type may stand for several
   */
  public static void write(
      Context ctx, ProblemType type, int status, Text detail, List<Violation> violations) {
    Language language = language(ctx.header("Accept-Language"));
    // As bytes: the server takes Latin-1 for the charset of a type that it does not know.
    ctx.status(status)
        .contentType(MEDIA_TYPE)
        .header("Content-Language", language == Language.ZH ? "zh-CN" : "en")
        .header("Cache-Control", "no-store")
        .result(
            json(
                type,
                status,
                detail,
                violations,
                language,
                RequestId.of(ctx),
                field ->
                    ctx.queryParamMap().containsKey(field)
                        || ctx.pathParamMap().containsKey(field)
                        || ctx.header(field) != null));
  }

  /** Whether a field stands outside the body, in the query, the path or a header. */
  @FunctionalInterface
  public interface Outside {
    boolean is(String field);
  }

  static byte[] json(
      ProblemType type,
      int status,
      Text detail,
      List<Violation> violations,
      Language language,
      String requestId,
      Outside outside) {
    ObjectNode problem = tree(type, status, detail, violations, language, outside);
    problem.put("requestId", requestId);
    try {
      return MAPPER.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("an error that cannot be written", e);
    }
  }

  /** An error as a part of another answer: what the answer would have been. */
  public static ObjectNode tree(
      ProblemType type, Text detail, List<Violation> violations, Language language) {
    return tree(type, type.status(), detail, violations, language, field -> true);
  }

  private static ObjectNode tree(
      ProblemType type,
      int status,
      Text detail,
      List<Violation> violations,
      Language language,
      Outside outside) {
    ObjectNode problem = MAPPER.createObjectNode();
    problem.put("type", type.uri());
    problem.put("title", type.title().in(language));
    problem.put("status", status);
    problem.put("detail", detail.in(language));
    if (!violations.isEmpty()) {
      ArrayNode errors = problem.putArray("errors");
      for (Violation violation : violations) {
        ObjectNode error = errors.addObject();
        error.put("pointer", pointer(violation.field(), outside));
        error.put("field", violation.field());
        error.put("value", violation.value());
        error.put("expected", violation.expected().in(language));
      }
    }
    return problem;
  }

  /** RFC 6901; null for what is not in the body. */
  private static @Nullable String pointer(String field, Outside outside) {
    if (field.equals("body")) {
      return "";
    }
    return outside.is(field) || !IN_BODY.matcher(field).matches() ? null : "/" + field;
  }

  /** By the weights of {@code Accept-Language}; English if it names neither of ours. */
  public static Language language(@Nullable String accepted) {
    if (accepted == null) {
      return Language.EN;
    }
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(accepted)) {
        String name = range.getRange();
        if (range.getWeight() > 0 && (name.equals("zh") || name.startsWith("zh-"))) {
          return Language.ZH;
        }
        if (range.getWeight() > 0 && (name.equals("en") || name.startsWith("en-"))) {
          return Language.EN;
        }
      }
    } catch (IllegalArgumentException e) {
      return Language.EN;
    }
    return Language.EN;
  }

  /** The description of every type, as a page. */
  public static String page(Language language) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=\"").append(language == Language.ZH ? "zh-CN" : "en");
    page.append("\"><meta charset=\"utf-8\"><title>");
    page.append(language == Language.ZH ? "错误类型" : "Errors").append("</title><h1>");
    page.append(language == Language.ZH ? "错误类型" : "Errors").append("</h1>");
    for (ProblemType type : ProblemType.values()) {
      page.append("<h2 id=\"").append(type.code()).append("\">").append(type.status());
      page.append(" ").append(type.title().in(language)).append("</h2><p><code>");
      page.append(type.uri()).append("</code></p><p>");
      page.append(type.meaning().in(language)).append("</p>");
    }
    return page.append("</html>").toString();
  }
}
