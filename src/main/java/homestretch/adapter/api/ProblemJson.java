package homestretch.adapter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error (RFC 9457), as {@link homestretch.adapter.http.Problems} writes it. */
record ProblemJson(
    @Is(
            value = "Which kind it is: an address that explains it",
            example = "/api/docs/errors#invalid")
        String type,
    @Is(
            value = "The kind in words, in the caller's language",
            example = "Fields that cannot be taken")
        String title,
    @Is(value = "The status of the answer", example = "422") Integer status,
    @Is(value = "What is wrong", example = "start: “tomorrow”, expected a date, such as 2026-12-31")
        String detail,
    @Is(
            value = "The request as the log names it; also in the header X-Request-Id",
            example = "k3v9x2ma",
            sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String requestId,
    @Is(value = "Every field that cannot be taken", sometimes = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<ErrorJson> errors) {

  /** A field that cannot be taken. */
  record ErrorJson(
      @Is(
              value = "Where it is in the body (RFC 6901); null: not in the body",
              example = "/start",
              nullable = true)
          @Nullable String pointer,
      @Is(value = "Its name", example = "start") String field,
      @Is(value = "What was given", example = "tomorrow") String value,
      @Is(value = "What was expected", example = "a date, such as 2026-12-31") String expected) {}
}
