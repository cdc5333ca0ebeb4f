package homestretch.adapter.api;

import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were sent, on disk: they are capped while they arrive, belong to the program alone,
 * and are gone when their import has ended.
 */
final class Uploads {
  /** All files of a request together. */
  static final long MOST_MEGABYTES = 64;

  private static final int IN_MEMORY_MEGABYTES = 1;

  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  private Uploads() {}

  /**
   * One file.
   *
   * @param part the form's part that it came in
   * @param name as its owner gave it, without folders
   */
  record Upload(String part, String name, Path content) {
    /** Whether it says how the others are to be read. */
    boolean isMapping() {
      return MAPPING.matcher(part).matches() || MAPPING.matcher(name).matches();
    }
  }

  private static final Pattern MAPPING =
      Pattern.compile("mapping\\.ya?ml", Pattern.CASE_INSENSITIVE);

  static void configure(JavalinConfig config, Path folder) {
    config.jetty.multipartConfig.cacheDirectory(folder.toString());
    config.jetty.multipartConfig.maxFileSize(MOST_MEGABYTES, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(MOST_MEGABYTES, SizeUnit.MB);
    config.jetty.multipartConfig.maxInMemoryFileSize(IN_MEMORY_MEGABYTES, SizeUnit.MB);
  }

  /** The files of a form, each kept until {@link #remove}. */
  static List<Upload> keep(Context ctx, Path folder) throws IOException {
    List<Upload> uploads = new ArrayList<>();
    try {
      for (Map.Entry<String, List<UploadedFile>> part : files(ctx).entrySet()) {
        for (UploadedFile file : part.getValue()) {
          String name = file.filename().replace('\\', '/');
          Path content = Files.createTempFile(folder, "import", ".upload");
          uploads.add(
              new Upload(part.getKey(), name.substring(name.lastIndexOf('/') + 1), content));
          try (var in = file.content();
              var out = Files.newOutputStream(content)) {
            in.transferTo(out);
          }
        }
      }
      // A mapping may come as a plain field too.
      String mapping = ctx.isMultipartFormData() ? ctx.formParam(ExchangeResource.MAPPING) : null;
      if (mapping != null) {
        Path content = Files.createTempFile(folder, "import", ".upload");
        uploads.add(new Upload(ExchangeResource.MAPPING, ExchangeResource.MAPPING, content));
        Files.writeString(content, mapping);
      }
    } catch (IOException | RuntimeException e) {
      remove(uploads);
      throw e;
    }
    return uploads;
  }

  /** The parts of the form; what is wrong with it is the caller's to mend. */
  private static Map<String, List<UploadedFile>> files(Context ctx) {
    if (ctx.req().getContentLengthLong() > MOST_MEGABYTES << 20) {
      throw tooLarge(ctx);
    }
    if (!ctx.isMultipartFormData()) {
      return Map.of();
    }
    try {
      return ctx.uploadedFileMap();
    } catch (HttpResponseException e) {
      throw e;
    } catch (Exception e) {
      // The server hangs up on a form that it could not read, and does not say so: a client would
      // send its next request there and get nothing.
      ctx.header("Connection", "close");
      // A ServletException too, which the library throws without saying so.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("max length exceeded")
            || message.contains("too large")
            || message.contains("exceed")) {
          throw tooLarge(ctx);
        }
      }
      log.debug("a form that cannot be read", e);
      throw new Fault.Invalid(
          "body",
          String.valueOf(ctx.header("Content-Type")),
          new Text("完整的 multipart/form-data 请求", "a whole multipart/form-data request"));
    }
  }

  private static ContentTooLargeResponse tooLarge(Context ctx) {
    return new ContentTooLargeResponse(
        new Text(
                "请求过大：合计不超过 " + MOST_MEGABYTES + " MB",
                "too large: at most " + MOST_MEGABYTES + " MB in all")
            .in(Http.language(ctx)));
  }

  static void remove(List<Upload> uploads) {
    for (Upload upload : uploads) {
      try {
        Files.deleteIfExists(upload.content());
      } catch (IOException e) {
        log.warn("{} cannot be deleted", upload.content(), e);
      }
    }
  }
}
