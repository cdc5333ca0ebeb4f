package homestretch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homestretch.App;
import homestretch.core.campaign.Campaign;
import homestretch.core.chat.PlainText;
import homestretch.core.delivery.DayPreview;
import homestretch.core.text.Language;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code preview}: prints the posts of a day; sends none, writes nothing. */
@Command(name = "preview", mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  private final Cli cli;

  @Option(names = "--on", paramLabel = "DATE", descriptionKey = "preview.on")
  private @Nullable String on;

  @Option(names = "--locale", paramLabel = "zh-CN|en", descriptionKey = "preview.locale")
  private @Nullable String locale;

  @Option(names = "--campaign", paramLabel = "SLUG", descriptionKey = "preview.campaign")
  private @Nullable String slug;

  @Option(names = "--json", descriptionKey = "preview.json")
  private boolean json;

  private final ObjectMapper mapper = new ObjectMapper();
  private final ArrayNode posts = mapper.createArrayNode();

  PreviewCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Terminal terminal = cli.terminal();
    @Nullable LocalDate day = day();
    @Nullable Language only = language();
    try (App app = cli.open()) {
      List<Campaign> campaigns =
          slug == null ? app.campaigns().list() : List.of(app.campaigns().find(slug));
      if (campaigns.isEmpty() && !json) {
        terminal.say("还没有战役，没有可看的消息。", "There is no campaign yet, so there is nothing to post.");
      }
      for (Campaign campaign : campaigns) {
        DayPreview preview =
            app.preview(campaign, day == null ? campaign.today(terminal.clock()) : day, only);
        if (json) {
          collect(campaign, preview);
        } else {
          print(campaign, preview);
        }
      }
      if (json) {
        terminal.out().println(posts.toPrettyString());
      }
      return Cli.DONE;
    }
  }

  private void collect(Campaign campaign, DayPreview preview) {
    for (DayPreview.Planned planned : preview.planned()) {
      ObjectNode one = posts.addObject();
      one.put("campaign", campaign.slug());
      one.put("at", planned.at().toString());
      one.put("post", planned.kind().code());
      one.put("locale", planned.language().tag());
      planned.channels().forEach(one.putArray("channels")::add);
      one.put("text", PlainText.of(planned.post()));
    }
  }

  private void print(Campaign campaign, DayPreview preview) {
    Terminal terminal = cli.terminal();
    if (preview.planned().isEmpty()) {
      terminal.say(
          campaign.slug() + "，" + preview.on() + "：这一天没有要发的消息。",
          campaign.slug() + ", " + preview.on() + ": no post is planned for this day.");
    }
    for (DayPreview.Planned planned : preview.planned()) {
      terminal
          .out()
          .println(
              "== "
                  + campaign.slug()
                  + " · "
                  + planned.at()
                  + " · "
                  + planned.kind().code()
                  + " · "
                  + planned.language().tag()
                  + " → "
                  + String.join(", ", planned.channels()));
      terminal.out().println(PlainText.of(planned.post()));
      terminal.out().println();
    }
    preview.skipped().forEach(terminal::say);
  }

  private @Nullable LocalDate day() {
    if (on == null) {
      return null;
    }
    try {
      return LocalDate.parse(on);
    } catch (DateTimeParseException e) {
      throw new Misused(
          "--on：“" + on + "”；应为日期，如 2026-11-23",
          "--on: “" + on + "”; expected a date such as 2026-11-23");
    }
  }

  private @Nullable Language language() {
    if (locale == null) {
      return null;
    }
    for (Language language : Language.values()) {
      if (language.tag().equals(locale)) {
        return language;
      }
    }
    throw new Misused(
        "--locale：“" + locale + "”；应为 zh-CN 或 en",
        "--locale: “" + locale + "”; expected zh-CN or en");
  }
}
