package homestretch.adapter.http;

import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the web server itself refuses (a line that is no HTTP, headers too long), as problem+json.
 */
public final class ServerErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    ProblemType type = ProblemType.of(status);
    Language language = Problems.language(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
    Text detail = status == 414 ? new Text("地址过长", "the address is too long") : type.meaning();
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // The server may close after what it could not read: the caller must not send on this line.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    String id = RequestId.fresh();
    response.getHeaders().put(RequestId.HEADER, id);
    byte[] json = Problems.json(type, status, detail, List.of(), language, id, field -> true);
    response.write(true, ByteBuffer.wrap(json), callback);
    return true;
  }
}
