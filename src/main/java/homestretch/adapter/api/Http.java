package homestretch.adapter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import homestretch.adapter.http.Etags;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.Problems;
import homestretch.core.access.Tokens;
import homestretch.core.audit.Actor;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns.Changes;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every resource does with a request and an answer. */
final class Http {
  private static final int LIMIT = 100;
  private static final int MOST = 1000;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(Enum.class, new Lower())
                  // 09:00, not 09:00:00.
                  .addSerializer(LocalTime.class, ToStringSerializer.instance))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Http() {}

  static Actor actor(Context ctx) {
    return Objects.requireNonNull(ctx.<Actor>attribute(Api.ACTOR));
  }

  /**
   * The campaign of the address, as it was read with the caller's token.
   *
   * @throws Fault.NotFound if there is none
   */
  static Campaign campaign(Context ctx) {
    return entrance(ctx)
        .campaign()
        .orElseThrow(() -> new Fault.NotFound(new Text("战役", "campaign"), ctx.pathParam("slug")));
  }

  /** How often what boards are made of had changed when {@link #campaign} was read. */
  static Changes changes(Context ctx) {
    return entrance(ctx).changes();
  }

  private static Tokens.Entrance entrance(Context ctx) {
    return Objects.requireNonNull(ctx.<Tokens.Entrance>attribute(Api.ENTRANCE));
  }

  static String write(Object view) {
    try {
      return MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that cannot be written", e);
    }
  }

  /** A value as it would be answered. */
  static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The word of a choice in bodies and answers. */
  static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** What is shown of a value that may be long. */
  static String shortened(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80);
  }

  /** As {@code Accept-Language} asks; English otherwise. */
  static Language language(Context ctx) {
    return Problems.language(ctx.header("Accept-Language"));
  }

  /** A body with the name that the address gives; another one in the body is refused. */
  static JsonNode named(JsonNode body, String field, @Nullable String name) {
    JsonNode given = body.get(field);
    if (given != null && !given.asText().equals(name)) {
      throw new Fault.Invalid(field, given.asText(), Text.same(String.valueOf(name)));
    }
    ObjectNode whole = body.deepCopy();
    return whole.put(field, name);
  }

  /** 201 with the address of what was made, step by step. */
  static void created(Context ctx, Object... steps) {
    StringBuilder location = new StringBuilder("/api/v1");
    for (Object step : steps) {
      location
          .append('/')
          .append(URLEncoder.encode(step.toString(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    ctx.header("Location", location.toString());
  }

  /** The ETag of what has no revision of its own: the same as long as it reads the same. */
  static String etag(String answer) {
    return Etags.of(answer.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Holds {@code If-Match} against a thing that has no revision of its own.
   *
   * @param view as its read answers it
   */
  static void match(Context ctx, Object view) {
    String header = ctx.header("If-Match");
    if (header != null && !header.strip().equals("*") && !header.contains(etag(write(view)))) {
      throw new Fault.Stale();
    }
  }

  static void answer(Context ctx, int status, Object view) {
    ctx.status(status).contentType("application/json").result(write(view));
  }

  /** What {@link #write} wrote. */
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One thing with its revision as ETag. */
  static void answer(Context ctx, int status, Object view, int revision) {
    ctx.header("ETag", "\"" + revision + "\"");
    answer(ctx, status, view);
  }

  /** A picture; the caller's copy is good for as long as nothing in it changes. */
  static void png(Context ctx, byte[] png) {
    String etag = Etags.of(png);
    ctx.header("ETag", etag).header("Cache-Control", "private, no-cache");
    if (etag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.status(200).contentType("image/png").result(png);
    }
  }

  /** The caller must have seen that nobody has changed the thing yet. */
  static final int UNTOUCHED = -1;

  /**
   * The revision that the caller has read, by {@code If-Match}; 0 if it does not say.
   *
   * @param present the revision that stands; null: the thing does not exist; 0: it stands as the
   *     program brings it ({@link #UNTOUCHED} is answered for that)
   * @throws Fault.Stale if it is another one, or if there is nothing to match
   * @throws Problem 428 if this change collides with others' and nothing is said
   */
  static int ifMatch(Context ctx, @Nullable Integer present) {
    String header = ctx.header("If-Match");
    if (header == null) {
      Doc doc = ctx.attribute(Routes.DOC);
      if (present != null && present != 0 && doc != null && doc.isGuarded()) {
        throw new Problem(
            ProblemType.PRECONDITION_REQUIRED, ProblemType.PRECONDITION_REQUIRED.meaning());
      }
      return 0;
    }
    if (present != null) {
      for (String tag : header.split(",")) {
        if (tag.strip().equals("*")) {
          return 0;
        }
        if (tag.strip().equals("\"" + present + "\"")) {
          return present == 0 ? UNTOUCHED : present;
        }
      }
    }
    throw new Fault.Stale();
  }

  static int limit(Context ctx) {
    String given = ctx.queryParam("limit");
    if (given == null) {
      return LIMIT;
    }
    long limit = number("limit", given);
    if (limit < 1 || limit > MOST) {
      throw new Fault.Invalid("limit", given, Text.same("1–" + MOST));
    }
    return (int) limit;
  }

  static long cursor(Context ctx, long otherwise) {
    String given = ctx.queryParam("cursor");
    return given == null ? otherwise : number("cursor", given);
  }

  static long id(Context ctx) {
    return number("id", ctx.pathParam("id"));
  }

  static long number(String field, String given) {
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new Fault.Invalid(field, given, new Text("一个整数", "a whole number"));
    }
  }

  /** Whether every version is asked for, not those of a day. */
  static boolean allVersions(Context ctx) {
    String given = ctx.queryParam("versions");
    if (given != null && !given.equals("all")) {
      throw new Fault.Invalid("versions", given, Text.same("all"));
    }
    return given != null;
  }

  /** One of the words of a choice in the query; null if it is not there. */
  static <E extends Enum<E>> @Nullable E choice(Context ctx, String parameter, Class<E> type) {
    String given = ctx.queryParam(parameter);
    if (given == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      if (lower(each).equals(given)) {
        return each;
      }
      words.add(lower(each));
    }
    throw new Fault.Invalid(parameter, given, Text.same(String.join(", ", words)));
  }

  /** A yes or no in the query; no if it is not there. */
  static boolean flag(Context ctx, String parameter) {
    String given = ctx.queryParam(parameter);
    if (given == null || given.equals("false")) {
      return false;
    }
    if (!given.equals("true")) {
      throw new Fault.Invalid(parameter, given, Text.same("true, false"));
    }
    return true;
  }

  /** A number in the query; null if it is not there. */
  static @Nullable Long numberOrNull(Context ctx, String parameter) {
    String given = ctx.queryParam(parameter);
    return given == null ? null : number(parameter, given);
  }

  /**
   * A date of a year of four digits: no other sorts as text does, and no day comes after the last.
   *
   * @throws DateTimeException if it is none
   */
  static LocalDate day(String given) {
    LocalDate day = LocalDate.parse(given);
    if (day.getYear() < 0 || day.getYear() > 9999) {
      throw new DateTimeException(given);
    }
    return day;
  }

  static LocalDate date(Context ctx, String parameter, LocalDate otherwise) {
    return Objects.requireNonNullElse(dateOrNull(ctx, parameter), otherwise);
  }

  static @Nullable LocalDate dateOrNull(Context ctx, String parameter) {
    String given = ctx.queryParam(parameter);
    if (given == null) {
      return null;
    }
    try {
      return day(given);
    } catch (DateTimeException e) {
      throw new Fault.Invalid(
          parameter, given, new Text("日期，如 2026-12-31", "a date, such as 2026-12-31"));
    }
  }

  /** Part of a list; {@code next} is the cursor of the next one, null after the last. */
  record Page<V>(List<V> items, @Nullable String next) {}

  /**
   * {@code {items, next}}.
   *
   * @param all one more than the limit, if there are more
   * @param cursor the cursor after an item
   */
  static <T, V> Page<V> page(
      List<T> all, int limit, Function<T, V> view, Function<T, Object> cursor) {
    return new Page<>(
        all.stream().limit(limit).map(view).toList(),
        all.size() > limit ? cursor.apply(all.get(limit - 1)).toString() : null);
  }

  /** A page of a list that is at hand whole; the cursor counts what was answered. */
  static <T, V> Page<V> page(Context ctx, List<T> all, Function<T, V> view) {
    int limit = limit(ctx);
    long skip = Math.clamp(cursor(ctx, 0), 0, all.size());
    int from = (int) skip;
    int to = Math.min(all.size(), from + limit);
    return new Page<>(
        all.subList(from, to).stream().map(view).toList(),
        to < all.size() ? String.valueOf(to) : null);
  }

  /** A list that is short by its nature, whole. */
  static <T, V> Page<V> whole(List<T> all, Function<T, V> view) {
    return page(all, Math.max(1, all.size()), view, t -> "");
  }

  /** POST adds; what is there already is changed by PUT. */
  static void refuseSecond(boolean second, String code) {
    if (second) {
      throw new Fault.Conflict(
          new Text("已有“" + code + "”，要修改请用 PUT", "“" + code + "” exists already; PUT changes it"));
    }
  }

  /** Writes choices as bodies name them. */
  @SuppressWarnings("rawtypes")
  private static final class Lower extends StdSerializer<Enum> {
    Lower() {
      super(Enum.class);
    }

    @Override
    public void serialize(Enum value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(lower(value));
    }
  }
}
