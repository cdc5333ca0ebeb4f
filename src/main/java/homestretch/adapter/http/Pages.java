package homestretch.adapter.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** How a page is registered. */
public final class Pages {
  private Pages() {}

  /** HEAD as GET without a body: left alone, the server answers 200 without any of our headers. */
  public static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
