package homestretch.adapter.web;

import homestretch.adapter.http.Pages;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.core.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The console {@code /admin}: a page that does what administrators do, over the public API alone.
 * Its files are no secret; who may what, the API decides. Each page of it is one module of {@code
 * resources/console}, written for preact and htm as browsers run them: nothing is built.
 */
public final class Console {
  /** Files of libraries, from their jars. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "preact.js",
          "/META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js",
          "uplot.js",
          "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.esm.js");

  private static final Pattern OWN = Pattern.compile("[a-z-]+\\.(js|css)");

  private final Assets assets = new Assets();

  public void routes(RoutesConfig routes) {
    Pages.get(routes, "/admin", ctx -> assets.answer(ctx, "/console/index.html"));
    Pages.get(routes, "/admin/assets/{file}", this::asset);
    // What the pages look like: one set of colours and measures for all of them.
    for (String file : List.of("tokens.css", "dark.css")) {
      Pages.get(routes, "/style/" + file, ctx -> assets.answer(ctx, "/style/" + file));
    }
  }

  private void asset(Context ctx) {
    String file = ctx.pathParam("file");
    String library = LIBRARIES.get(file);
    boolean found =
        library != null
            ? assets.answer(ctx, library)
            : OWN.matcher(file).matches() && assets.answer(ctx, "/console/" + file);
    if (!found) {
      throw new Problem(ProblemType.NOT_FOUND, new Text("没有这个文件：" + file, "no such file: " + file));
    }
  }
}
