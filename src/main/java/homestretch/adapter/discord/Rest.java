package homestretch.adapter.discord;

import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.Request;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
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

  /** Gives a message of ours other content. */
  static final class Edit extends RestActionImpl<DataObject> {
    private final MessageEditData message;

    Edit(JDA jda, String channel, String id, MessageEditData message) {
      super(
          jda,
          Route.Messages.EDIT_MESSAGE.compile(channel, id),
          (Response response, Request<DataObject> request) -> response.getObject());
      this.message = message;
    }

    @Override
    protected RequestBody finalizeData() {
      return getRequestBody(message.toData());
    }
  }

  /** Pins a message. */
  static final class Pin extends RestActionImpl<Void> {
    Pin(JDA jda, String channel, String id) {
      super(jda, Route.Messages.PIN_MESSAGE.compile(channel, id));
    }
  }

  /** Opens a thread under a message; it has the message's number, and is there once. */
  static final class OpenThread extends RestActionImpl<DataObject> {
    /** Minutes without talk after which Discord puts it away: a week. */
    private static final int WEEK = 10_080;

    private final String name;

    OpenThread(JDA jda, String channel, String message, String name) {
      super(
          jda,
          Route.Channels.CREATE_THREAD_FROM_MESSAGE.compile(channel, message),
          (Response response, Request<DataObject> request) -> response.getObject());
      this.name = name;
    }

    @Override
    protected RequestBody finalizeData() {
      return getRequestBody(
          DataObject.empty().put("name", name).put("auto_archive_duration", WEEK));
    }
  }

  /** The channel with one user alone; JDA's own sends the id as a number, Discord wants a text. */
  static final class Direct extends RestActionImpl<DataObject> {
    private final String user;

    Direct(JDA jda, String user) {
      super(
          jda,
          Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
          (Response response, Request<DataObject> request) -> response.getObject());
      this.user = user;
    }

    @Override
    protected RequestBody finalizeData() {
      return getRequestBody(DataObject.empty().put("recipient_id", user));
    }
  }
}
