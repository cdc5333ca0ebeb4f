package homestretch.bench;

import homestretch.adapter.discord.DiscordChat;
import homestretch.core.chat.Address;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.testing.Await;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.DiscordChats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One post in each of 500 channels at once, against the stand-in's global limit of 50 requests in
 * any second: how long it takes beside what the limit allows, and how many were refused.
 */
public final class DiscordPacing {
  private static final int CHANNELS = 500;
  private static final int PER_SECOND = 50;
  private static final int ROUNDS = 3;
  private static final double MOST = 1.05;

  private DiscordPacing() {}

  public static void main(String[] args) throws Exception {
    System.out.printf("Java %s, %d rounds%n", Runtime.version(), ROUNDS);
    double worst = 0;
    int refused = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      try (Discord discord = Discord.start()) {
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
          channels.add(discord.channel("channel-" + i));
        }
        try (DiscordChat chat =
            DiscordChats.connect(Discord.TOKEN, discord.baseUrl(), new Commands(List.of()))) {
          Await.until("connected", () -> chat.trouble().isEmpty());
          // Connecting took requests out of this second too.
          Thread.sleep(1500);
          long start = System.nanoTime();
          int sent = post(chat, channels);
          double seconds = (System.nanoTime() - start) / 1e9;
          Discord.RateLimitCounts counts = discord.rateLimitCounts();
          double limit = (double) CHANNELS / PER_SECOND;
          System.out.printf(
              "%d posts, %d stand, %.2f s; refused (429): %d; limit %d/s allows %.2f s; ratio"
                  + " %.3f%n",
              sent,
              discord.posts(),
              seconds,
              counts.global() + counts.channel(),
              PER_SECOND,
              limit,
              seconds / limit);
          worst = Math.max(worst, seconds / limit);
          refused += counts.global() + counts.channel() + (CHANNELS - sent);
        }
      }
    }
    System.out.printf(
        "worst ratio %.3f (limit %.2f), %d refused (limit 0): %s%n",
        worst, MOST, refused, worst <= MOST && refused == 0 ? "kept" : "BROKEN");
  }

  private static int post(DiscordChat chat, List<String> channels) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Sending>> posts = new ArrayList<>();
      for (String channel : channels) {
        posts.add(
            () ->
                chat.post(
                    new Address("discord", channel),
                    Post.lines("还有 37 天", "总体完成 86.20%，快于序时 1.05 个百分点"),
                    "b" + channel,
                    () -> true));
      }
      int sent = 0;
      for (Future<Sending> sending : threads.invokeAll(posts)) {
        sent += sending.get() instanceof Sending.Sent ? 1 : 0;
      }
      return sent;
    }
  }
}
