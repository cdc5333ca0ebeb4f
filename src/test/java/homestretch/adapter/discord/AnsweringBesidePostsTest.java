package homestretch.adapter.discord;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.chat.Address;
import homestretch.core.chat.Command;
import homestretch.core.chat.Commands;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.chat.Sending;
import homestretch.core.text.Text;
import homestretch.testing.Await;
import homestretch.testing.discord.Asked;
import homestretch.testing.discord.Discord;
import homestretch.testing.discord.DiscordChats;
import homestretch.testing.discord.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A post to 500 channels takes ten seconds at Discord's pace; who asks meanwhile does not wait for
 * it. Takes those ten seconds and no more.
 */
@Tag("slow")
class AnsweringBesidePostsTest {
  private static final int CHANNELS = 500;
  private static final int ASKED_A_SECOND = 20;

  @Test
  void twenty_commands_a_second_are_answered_within_one_during_a_post_to_500_channels()
      throws Exception {
    Text name = new Text("问", "ask");
    Command ask =
        new Command("ask", name, name, List.of(), i -> new Reply.Private(Post.lines("答", "在")));
    try (Discord discord = Discord.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      List<String> channels = new ArrayList<>();
      for (int i = 0; i < CHANNELS; i++) {
        channels.add(discord.channel("channel-" + i));
      }
      User user = discord.user("张三", "zh-CN");
      try (DiscordChat chat =
          DiscordChats.connect(Discord.TOKEN, discord.baseUrl(), new Commands(List.of(ask)))) {
        Await.until("registered", () -> discord.commandWrites() == 1);
        discord.slash(user, channels.getFirst(), "ask", Map.of()).message();
        List<Future<Sending>> posts = new ArrayList<>();
        for (String channel : channels) {
          posts.add(
              threads.submit(
                  () ->
                      chat.post(
                          new Address("discord", channel),
                          Post.lines("还有 37 天", "总体完成 86.20%"),
                          "n" + channel,
                          () -> true)));
        }
        List<Future<Double>> answers = new ArrayList<>();
        clock.scheduleAtFixedRate(
            () -> {
              synchronized (answers) {
                answers.add(
                    threads.submit(
                        () -> {
                          long start = System.nanoTime();
                          Asked asked = discord.slash(user, channels.getLast(), "ask", Map.of());
                          asked.callback();
                          return (System.nanoTime() - start) / 1e9;
                        }));
              }
            },
            0,
            1000 / ASKED_A_SECOND,
            TimeUnit.MILLISECONDS);
        for (Future<Sending> post : posts) {
          assertThat(post.get()).isInstanceOf(Sending.Sent.class);
        }
        clock.shutdown();
        assertThat(clock.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        double slowest = 0;
        synchronized (answers) {
          assertThat(answers.size()).isGreaterThan(ASKED_A_SECOND * 5);
          for (Future<Double> answer : answers) {
            slowest = Math.max(slowest, answer.get());
          }
        }
        assertThat(slowest).as("seconds to the first word").isLessThan(1);
        Discord.RateLimitCounts counts = discord.rateLimitCounts();
        assertThat(counts.global() + counts.channel()).as("answers of 429").isZero();
        assertThat(discord.posts()).isEqualTo(CHANNELS);
      }
      assertThat(discord.violations()).isEmpty();
    }
  }
}
