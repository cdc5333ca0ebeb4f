package homestretch;

import homestretch.adapter.api.Api;
import homestretch.core.text.Text;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.BindException;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server that the API and the pages stand on. */
final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);

  private final Javalin server;

  private WebServer(Javalin server) {
    this.server = server;
  }

  /**
   * Listens, once the parts are installed.
   *
   * @throws Settings.Wrong if the port is taken or cannot be listened on
   */
  static WebServer start(Settings.Http http, Consumer<JavalinConfig> parts) {
    Javalin server =
        Javalin.create(
            config -> {
              quiet(config);
              config.jetty.modifyServer(
                  s -> {
                    s.setStopTimeout(2000);
                    s.addEventListener(new Accepting());
                  });
              parts.accept(config);
            });
    try {
      server.start(http.host(), http.port());
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw new Settings.Wrong(
              "http.port",
              new Text(
                  "http.port：" + http.port() + "（" + http.host() + "）已被占用或无法监听；应为空闲端口，或 0（任取一个）",
                  "http.port: "
                      + http.port()
                      + " on "
                      + http.host()
                      + " is taken or cannot be listened on; expected a free port, or 0 to take"
                      + " any"));
        }
      }
      throw e;
    }
    return new WebServer(server);
  }

  int port() {
    return server.port();
  }

  /** Method and path of all that is served beside the API. */
  SortedSet<String> pages() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> !endpoint.path.startsWith("/api/v1"))
        .map(endpoint -> endpoint.method + " " + endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    server.stop();
  }

  /**
   * A start is mostly the loading of libraries' classes: the web server's are loaded on a second
   * core while the database is opened, by one request that is answered in memory. It listens
   * nowhere.
   */
  static void preload() {
    AtomicReference<LocalConnector> inside = new AtomicReference<>();
    Javalin server =
        Javalin.create(
            config -> {
              quiet(config);
              config.jetty.addConnector(
                  (jetty, http) -> {
                    inside.set(new LocalConnector(jetty, new HttpConnectionFactory(http)));
                    return inside.get();
                  });
              config.routes.get("/", Api::preload);
            });
    try {
      server.start();
      Objects.requireNonNull(inside.get())
          .getResponse("GET / HTTP/1.1\r\nHost: local\r\nConnection: close\r\n\r\n");
    } catch (Exception e) {
      log.warn("preloading", e);
    } finally {
      server.stop();
    }
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
  }

  /**
   * So many may connect before they are taken up. Java's 50 are less than an office that opens its
   * pages at nine: whoever comes then is let in a second later, or not at all.
   */
  private record Accepting() implements LifeCycle.Listener {
    private static final int MOST_CONNECTING = 1024;

    @Override
    public void lifeCycleStarting(LifeCycle server) {
      for (Connector each : ((Server) server).getConnectors()) {
        if (each instanceof ServerConnector connector) {
          connector.setAcceptQueueSize(MOST_CONNECTING);
        }
      }
    }
  }
}
