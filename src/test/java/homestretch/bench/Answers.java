package homestretch.bench;

import homestretch.testing.Await;
import homestretch.testing.Databases;
import homestretch.testing.Running;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.User;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.SessionController;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;

/**
 * From a command to the first word of its answer, beside the least bot that JDA makes (it answers
 * “ok” and reads nothing), on stand-ins of the same kind in the same process: when nothing else is
 * done, and during a post to 500 channels. Both answer 500 commands, 20 a second.
 */
public final class Answers {
  private static final int RUNS = 500;
  private static final int WARM_UP = 100;
  private static final int CHANNELS = 500;
  private static final long EVERY_MILLIS = 50;
  private static final double MOST = 1.5;

  /** 40 posts a second of the 50 requests that Discord allows. */
  private static final Duration PACE = Duration.ofMillis(25);

  /**
   * In milliseconds.
   *
   * @param unanswered how many got no first word within Discord's three seconds
   */
  private record Took(double p50, double p99, int unanswered) {}

  private Answers() {}

  public static void main(String[] args) throws Exception {
    System.out.printf(
        "Java %s, %d commands, one every %d ms%n", Runtime.version(), RUNS, EVERY_MILLIS);
    Took[] echo = echo();
    Took[] ours = ours();
    String[] when = {"idle", "during a post to " + CHANNELS + " channels"};
    for (int i = 0; i < when.length; i++) {
      System.out.printf(
          "%s: echo bot p50 %.2f ms, p99 %.2f ms, %d unanswered; homestretch p50 %.2f ms, p99 %.2f"
              + " ms, %d unanswered; ratio p50 %.2f, p99 %.2f (limit %.1f)%n",
          when[i],
          echo[i].p50,
          echo[i].p99,
          echo[i].unanswered,
          ours[i].p50,
          ours[i].p99,
          ours[i].unanswered,
          ours[i].p50 / echo[i].p50,
          ours[i].p99 / echo[i].p99,
          MOST);
    }
    System.exit(0);
  }

  private static Took[] echo() throws Exception {
    try (Discord discord = Discord.start()) {
      List<String> channels = channels(discord);
      User user = discord.user("Zhang", "en-US");
      JDABuilder builder =
          JDABuilder.createLight(Discord.TOKEN, List.of())
              .setRestConfig(new RestConfig().setBaseUrl(discord.baseUrl()))
              .setSessionController(gateway(discord))
              .addEventListeners(
                  new ListenerAdapter() {
                    @Override
                    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
                      event.reply("ok").queue();
                    }
                  });
      JDA jda = builder.build().awaitReady();
      jda.updateCommands().addCommands(Commands.slash("goals", "goals")).complete();
      ask(discord, user, channels.getLast(), WARM_UP);
      Took idle = ask(discord, user, channels.getLast(), RUNS);
      Thread posting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (String channel : channels) {
                      TextChannel to = jda.getTextChannelById(channel);
                      if (to != null) {
                        to.sendMessage("ok").queue();
                      }
                      // All at once would meet the global limit, which a bare JDA waits out.
                      LockSupport.parkNanos(PACE.toNanos());
                    }
                  });
      Took busy = ask(discord, user, channels.getLast(), RUNS);
      posting.join();
      jda.shutdownNow();
      return new Took[] {idle, busy};
    }
  }

  private static SessionController gateway(Discord discord) {
    return new SessionControllerAdapter() {
      @Override
      public String getGateway() {
        return discord.gatewayUrl();
      }
    };
  }

  private static Took[] ours() throws Exception {
    try (Discord discord = Discord.start()) {
      List<String> channels = channels(discord);
      User user = discord.user("Zhang", "en-US");
      Map<String, String> environment = new HashMap<>(discord.environment());
      environment.put("HOMESTRETCH_SAMPLE", "on");
      environment.put("HOMESTRETCH_DATABASE_URL", Databases.SQLITE.migratedUrl());
      try (Running program = Running.with(Clock.systemUTC(), environment)) {
        String slug = program.get("/api/v1/campaigns").json().at("/items/0/slug").asText();
        List<String> ids = new ArrayList<>();
        for (String channel : channels) {
          ids.add(
              program
                  .post(
                      "/api/v1/channels",
                      "{\"campaign\": \"%s\", \"platform\": \"discord\", \"address\": \"%s\"}"
                          .formatted(slug, channel))
                  .json()
                  .get("id")
                  .asText());
        }
        String schedule =
            program
                .post(
                    "/api/v1/schedules",
                    """
                    {"campaign": "%s", "post": "countdown", "at": "03:00", "days": "all",
                     "channels": [%s]}\
                    """
                        .formatted(slug, String.join(", ", ids)))
                .json()
                .path("id")
                .asText();
        Await.until("registered", () -> discord.commandWrites() == 1);
        ask(discord, user, channels.getLast(), WARM_UP);
        Took idle = ask(discord, user, channels.getLast(), RUNS);
        Thread posting =
            Thread.ofPlatform()
                .start(() -> program.post("/api/v1/schedules/" + schedule + "/run", "{}"));
        Took busy = ask(discord, user, channels.getLast(), RUNS);
        posting.join();
        System.out.printf("posts that stand meanwhile: %d%n", discord.posts());
        return new Took[] {idle, busy};
      }
    }
  }

  private static List<String> channels(Discord discord) {
    List<String> channels = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(discord.channel("channel-" + i));
    }
    return channels;
  }

  private static Took ask(Discord discord, User user, String channel, int times)
      throws InterruptedException {
    double[] millis = new double[times];
    int unanswered = 0;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      Asked asked = discord.slash(user, channel, "goals", Map.of());
      try {
        asked.callback();
      } catch (AssertionError e) {
        unanswered++;
      }
      long taken = System.nanoTime() - start;
      millis[i] = taken / 1e6;
      Thread.sleep(Math.max(0, EVERY_MILLIS - taken / 1_000_000));
    }
    Arrays.sort(millis);
    Took took = new Took(millis[times / 2], millis[times * 99 / 100], unanswered);
    System.out.println(took);
    return took;
  }
}
