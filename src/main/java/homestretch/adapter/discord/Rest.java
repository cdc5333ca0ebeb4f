package homestretch.adapter.discord;

import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.Request;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import okhttp3.RequestBody;
import org.apache.commons.collections4.map.CaseInsensitiveMap;

/**
 * Requests by the channel's number alone. JDA's own need the channel from its cache, which holds
 * neither archived threads nor anything while the gateway is away, and judge permissions by that
 * cache; what Discord says is what counts. They run through JDA's rate limiter like all others.
 */
final class Rest {
  private Rest() {}

  /** Posts a message; answers it as Discord has it. */
  static final class Send extends RestActionImpl<DataObject> {
    private final MessageCreateData message;
    private final String nonce;

    Send(JDA jda, String channel, MessageCreateData message, String nonce) {
      super(
          jda,
          Route.Messages.SEND_MESSAGE.compile(channel),
          (Response response, Request<DataObject> request) -> response.getObject());
      this.message = message;
      this.nonce = nonce;
    }

    @Override
    protected RequestBody finalizeData() {
      DataObject json = message.toData().put("nonce", nonce).put("enforce_nonce", true);
      return getMultipartBody(message.getAllDistinctFiles(), json);
    }

    @Override
    protected CaseInsensitiveMap<String, String> finalizeHeaders() {
      CaseInsensitiveMap<String, String> headers = new CaseInsensitiveMap<>();
      headers.put(Attempts.HEADER, nonce);
      return headers;
    }
  }

  /** A channel as Discord has it. */
  static final class Channel extends RestActionImpl<DataObject> {
    Channel(JDA jda, String channel) {
      super(
          jda,
          Route.Channels.GET_CHANNEL.compile(channel),
          (Response response, Request<DataObject> request) -> response.getObject());
    }
  }

  /** The messages after one, oldest of them first to be answered if there are more than fit. */
  static final class History extends RestActionImpl<DataArray> {
    History(JDA jda, String channel, long after, int limit) {
      super(
          jda,
          Route.Messages.GET_MESSAGE_HISTORY
              .compile(channel)
              .withQueryParams("limit", String.valueOf(limit), "after", String.valueOf(after)),
          (Response response, Request<DataArray> request) -> response.getArray());
    }
  }
}
