package homestretch.testing.wecom;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Another program that connects as the same bot, and so kicks whoever is connected. */
public final class Rival implements AutoCloseable, WebSocket.Listener {
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private volatile boolean isKicked;

  private Rival(WeCom wecom) {
    socket = http.newWebSocketBuilder().buildAsync(URI.create(wecom.socketUrl()), this).join();
    socket
        .sendText(
            "{\"cmd\":\"aibot_subscribe\",\"headers\":{\"req_id\":\"rival\"},\"body\":{\"bot_id\":\""
                + WeCom.BOT
                + "\",\"secret\":\""
                + WeCom.SECRET
                + "\"}}",
            true)
        .join();
  }

  public static Rival connect(WeCom wecom) {
    return new Rival(wecom);
  }

  public boolean isKicked() {
    return isKicked;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    isKicked |= data.toString().contains("disconnected_event");
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }
}
