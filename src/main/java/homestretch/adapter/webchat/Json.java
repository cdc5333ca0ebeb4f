package homestretch.adapter.webchat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.core.chat.Attachment;
import homestretch.core.chat.Block;
import homestretch.core.chat.Button;
import homestretch.core.chat.Command;
import homestretch.core.chat.CommandLine;
import homestretch.core.chat.Form;
import homestretch.core.chat.Image;
import homestretch.core.chat.Message;
import homestretch.core.chat.Moment;
import homestretch.core.chat.Option;
import homestretch.core.chat.Post;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the page reads. A post is stored in this form too, so it must stay readable. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode read(byte[] json) throws JsonProcessingException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param channels each with its latest message's id, 0 without one
   */
  static ObjectNode state(
      Map<ChannelInfo, Long> channels, List<Persona> personas, List<Command> commands) {
    ObjectNode json = object();
    ArrayNode list = json.putArray("channels");
    channels.forEach(
        (channel, latest) ->
            list.addObject()
                .put("address", channel.address())
                .put("title", channel.title())
                .put("campaign", channel.campaign())
                .put("language", channel.language().tag())
                .put("timezone", channel.timezone().getId())
                .put("latest", latest));
    ArrayNode people = json.putArray("personas");
    for (Persona persona : personas) {
      ObjectNode one = people.addObject().put("id", persona.id());
      one.set("name", text(persona.name()));
      one.set("role", text(persona.role()));
    }
    ArrayNode uses = json.putArray("commands");
    for (Command command : commands) {
      ObjectNode one = uses.addObject().put("name", command.name());
      one.set("label", text(command.label()));
      one.set("description", text(command.description()));
      ArrayNode options = one.putArray("options");
      for (Option option : command.options()) {
        ObjectNode o = options.addObject().put("name", option.name());
        o.set("label", text(option.label()));
        o.set("description", text(option.description()));
      }
    }
    return json;
  }

  static ObjectNode message(Message message) {
    Message.Entry entry = message.entry();
    ObjectNode json =
        object()
            .put("id", message.id())
            .put("change", message.change())
            .put("channel", entry.channel())
            .put("at", entry.at().toString())
            .put("private", entry.audience() != null);
    Message.Use use = entry.use();
    if (use != null) {
      json.putObject("use").put("author", use.author()).put("command", use.command());
    }
    JsonNode post = stored(entry.body());
    if (post.get("image") instanceof ObjectNode image) {
      // The change number makes another address of another picture in the same place.
      image
          .put("url", "/chat/images/" + message.id() + "?change=" + message.change())
          .remove("source");
    }
    json.set("post", post);
    return json;
  }

  /** Whether something stands in what a stored post shows; without case. */
  static boolean says(String body, String text) {
    JsonNode post = stored(body);
    String wanted = text.toLowerCase(Locale.ROOT);
    return Stream.of(
            Stream.of(post.path("title"), post.path("footer"), post.path("image").path("alt")),
            texts(post.path("blocks")))
        .flatMap(s -> s)
        .anyMatch(node -> node.asText().toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** Every text within, whose kind is none. */
  private static Stream<JsonNode> texts(JsonNode node) {
    if (node.isTextual()) {
      return Stream.of(node);
    }
    return node.isObject()
        ? node.properties().stream()
            .filter(e -> !e.getKey().equals("kind"))
            .flatMap(e -> texts(e.getValue()))
        : StreamSupport.stream(node.spliterator(), false).flatMap(Json::texts);
  }

  /** From what the picture in a stored post is drawn; empty if it has none. */
  static String imageSource(String body) {
    return stored(body).path("image").path("source").asText();
  }

  /** What {@link Message.Entry#body()} holds; its times in words, of the campaign's zone. */
  static JsonNode stored(String body) {
    try {
      return MAPPER.readTree(Moment.plain(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored post is not JSON", e);
    }
  }

  static ObjectNode post(Post post) {
    ObjectNode json = object().put("title", post.title());
    ArrayNode blocks = json.putArray("blocks");
    for (Block block : post.blocks()) {
      switch (block) {
        case Block.Lines(List<String> lines) -> {
          ArrayNode strings = blocks.addObject().put("kind", "lines").putArray("lines");
          lines.forEach(line -> strings.add(Moment.plain(line)));
        }
        case Block.Table(String heading, List<String> columns, List<List<String>> rows) -> {
          ObjectNode table = blocks.addObject().put("kind", "table").put("heading", heading);
          ArrayNode titles = table.putArray("columns");
          columns.forEach(titles::add);
          ArrayNode lines = table.putArray("rows");
          for (List<String> row : rows) {
            ArrayNode cells = lines.addArray();
            row.forEach(cell -> cells.add(Moment.plain(cell)));
          }
        }
      }
    }
    json.put("footer", post.footer());
    ArrayNode buttons = json.putArray("buttons");
    for (List<Button> row : post.buttons()) {
      ArrayNode line = buttons.addArray();
      for (Button button : row) {
        line.addObject()
            .put("id", button.id())
            .put("label", button.label())
            .put("style", button.style().name().toLowerCase(Locale.ROOT));
      }
    }
    Attachment file = post.file();
    if (file != null) {
      json.putObject("file").put("name", file.name()).put("text", file.text());
    }
    Image image = post.image();
    if (image != null) {
      json.putObject("image")
          .put("name", image.name())
          .put("alt", image.alt())
          .put("width", image.width())
          .put("height", image.height())
          .put("source", image.source());
    }
    return json;
  }

  static ObjectNode form(Form form) {
    ObjectNode json = object().put("title", form.title()).put("command", form.command());
    ObjectNode fixed = json.putObject("fixed");
    form.fixed().forEach(fixed::put);
    ArrayNode fields = json.putArray("fields");
    for (Form.Field field : form.fields()) {
      fields
          .addObject()
          .put("option", field.option())
          .put("label", field.label())
          .put("value", field.value())
          .put("hint", field.hint())
          .put("required", field.required())
          .put("multiline", field.multiline())
          .put("kind", field.kind().name().toLowerCase(Locale.ROOT));
    }
    return json;
  }

  static ArrayNode errors(List<Violation> violations, Language language) {
    ArrayNode json = MAPPER.createArrayNode();
    for (Violation violation : violations) {
      json.addObject()
          .put("field", violation.field())
          .put("value", violation.value())
          .put("expected", violation.expected().in(language));
    }
    return json;
  }

  static ObjectNode offers(CommandLine.Offers offers) {
    ObjectNode json =
        object()
            .put("from", offers.from())
            .put("to", offers.to())
            .put("hint", offers.hint())
            .put("preselect", offers.preselect());
    ArrayNode items = json.putArray("items");
    for (CommandLine.Offer offer : offers.items()) {
      items
          .addObject()
          .put("text", offer.text())
          .put("label", offer.label())
          .put("hint", offer.hint());
    }
    return json;
  }

  private static ObjectNode text(Text text) {
    return object().put("zh", text.zh()).put("en", text.en());
  }
}
