package homestretch.core.living;

import homestretch.core.board.BoardPost;
import homestretch.core.board.Boards;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Standing;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.chat.Block;
import homestretch.core.chat.Channel;
import homestretch.core.chat.ChannelId;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Lasting;
import homestretch.core.chat.Permit;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.delivery.Notices;
import homestretch.core.department.League;
import homestretch.core.score.Scheme;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the living boards up to date. A message is sent once: it is written down that it may stand
 * before it leaves, and then looked for by its nonce before it is sent again. An edit may be made
 * twice. Figures that come one after another make one edit, and a channel is edited once a minute
 * at most.
 */
public final class LivingRound {
  private static final Logger log = LoggerFactory.getLogger(LivingRound.class);

  /** Nobody else takes a board in hand for so long: longer than any platform is waited for. */
  private static final Duration IN_HAND = Duration.ofMinutes(5);

  /** The figures must have been still for so long, as they often come several together. */
  private static final Duration STILL = Duration.ofSeconds(5);

  private static final Duration BETWEEN_EDITS = Duration.ofMinutes(1);

  /** The platform's clock may go otherwise than ours. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final LivingBoards living;
  private final Campaigns campaigns;
  private final Channels channels;
  private final Notices notices;
  private final Boards boards;
  private final List<Chat> chats;
  private final Fitting fitting;
  private final Clock clock;

  private record Seen(String digest, Instant since) {}

  /** What each channel's board would say, and since when; of this node only. */
  private final Map<ChannelId, Seen> seen = new HashMap<>();

  public LivingRound(
      Transactions transactions,
      LivingBoards living,
      Campaigns campaigns,
      Channels channels,
      Notices notices,
      Boards boards,
      List<Chat> chats,
      Fitting fitting,
      Clock clock) {
    this.transactions = transactions;
    this.living = living;
    this.campaigns = campaigns;
    this.channels = channels;
    this.notices = notices;
    this.boards = boards;
    this.chats = chats;
    this.fitting = fitting;
    this.clock = clock;
  }

  /** One look at every channel that wants such a board; waits for the platforms. */
  public synchronized void look() {
    Map<String, Content> contents = new HashMap<>();
    for (Channel channel : transactions.read(() -> channels.list(0, Integer.MAX_VALUE))) {
      if (channel.living() && channel.state() == Channel.State.ACTIVE) {
        Chat chat = chat(channel).orElse(null);
        if (chat != null && chat.trouble().isEmpty() && chat.postsFromHere()) {
          look(channel, chat, contents);
        }
      }
    }
  }

  private Optional<Chat> chat(Channel channel) {
    return chats.stream()
        .filter(c -> c.platform().equals(channel.address().platform()))
        .filter(c -> c.lasting().isPresent())
        .findFirst();
  }

  /** A campaign's board in one language, as all its channels show it. */
  private record Content(Leaderboard board, Post post, String digest) {}

  private Content content(Channel channel, Map<String, Content> contents) {
    String key = channel.campaign().value() + channel.language().tag();
    Content known = contents.get(key);
    if (known == null) {
      Campaign campaign = transactions.read(() -> campaigns.get(channel.campaign()));
      LocalDate today = campaign.today(clock);
      Leaderboard board = boards.leaderboard(campaign, today, null, null, null);
      Language language = channel.language();
      Post post =
          BoardPost.paged(board, 1, false, language)
              .footed(LivingTexts.keptUpToDate().in(language));
      known = new Content(board, post, hash(post.toString()));
      contents.put(key, known);
    }
    return known;
  }

  private void look(Channel channel, Chat chat, Map<String, Content> contents) {
    Content content = content(channel, contents);
    Instant now = clock.instant();
    LivingBoard before = transactions.read(() -> living.find(channel.id())).orElse(null);
    String week = week(content.board.on());
    if (before != null
        && before.shown().equals(content.digest)
        && before.ranks().equals(ranks(content.board))
        && (before.week().equals(week) && before.thread() != null || !threads(chat))) {
      return;
    }
    if (before != null && before.message() != null && !isTime(channel, content, before, now)) {
      return;
    }
    LivingBoard held =
        transactions.write(() -> living.hold(channel.id(), now, now.plus(IN_HAND))).orElse(null);
    if (held == null) {
      return;
    }
    // An answer that was lost leaves it in hand: until then the message may be under way.
    if (new Work(channel, chat, content, now).go(held, week)) {
      transactions.writeAll(() -> living.release(channel.id()));
    }
  }

  private static boolean threads(Chat chat) {
    return chat.lasting().filter(Lasting::hasThreads).isPresent();
  }

  private boolean isTime(Channel channel, Content content, LivingBoard board, Instant now) {
    Seen last = seen.get(channel.id());
    if (last == null || !last.digest.equals(content.digest)) {
      last = new Seen(content.digest, now);
      seen.put(channel.id(), last);
    }
    Instant edited = board.editedAt();
    boolean paced = edited == null || !now.isBefore(edited.plus(BETWEEN_EDITS));
    boolean still = !now.isBefore(last.since.plus(STILL));
    // Figures that never stop coming must not keep it old.
    boolean old = edited != null && !now.isBefore(edited.plus(BETWEEN_EDITS.multipliedBy(2)));
    return paced && (still || old);
  }

  private static String week(LocalDate day) {
    return day.get(IsoFields.WEEK_BASED_YEAR) + "-W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  /** {@code LJ=2 GX=1}: of those that everybody may see. */
  private static String ranks(Leaderboard board) {
    List<String> ranks = new ArrayList<>();
    for (League league : board.leagues()) {
      for (Standing row : board.disclosed(league).rows()) {
        ranks.add(row.department().id().value() + "=" + row.rank());
      }
    }
    return String.join(" ", ranks);
  }

  private static Map<Long, Integer> read(String ranks) {
    Map<Long, Integer> read = new LinkedHashMap<>();
    for (String rank : ranks.split(" ")) {
      int equals = rank.indexOf('=');
      if (equals > 0) {
        read.put(
            Long.parseLong(rank.substring(0, equals)),
            Integer.parseInt(rank.substring(equals + 1)));
      }
    }
    return read;
  }

  private static String hash(String what) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest).toString(36).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What is done for one channel, in hand. */
  private final class Work {
    private final Channel channel;
    private final Chat chat;
    private final Lasting lasting;
    private final Content content;
    private final Instant now;
    private final Permit permit;
    private final String where;

    Work(Channel channel, Chat chat, Content content, Instant now) {
      this.channel = channel;
      this.chat = chat;
      this.lasting = chat.lasting().orElseThrow();
      this.content = content;
      this.now = now;
      Instant until = now.plus(IN_HAND).minusSeconds(30);
      this.permit = () -> clock.instant().isBefore(until);
      this.where = hash(channel.address().platform() + "\n" + channel.address().channel());
    }

    /**
     * @return whether nothing of it may still be under way
     */
    boolean go(LivingBoard held, String week) {
      LivingBoard board = held;
      if (board.message() == null) {
        board = place(board);
      } else if (!board.shown().equals(content.digest)) {
        board = edit(board);
      }
      if (board == null || board.message() == null) {
        return board != null;
      }
      if (!board.pinned()) {
        board = pin(board);
      }
      if (lasting.hasThreads() && !(board.week().equals(week) && board.thread() != null)) {
        board = open(board, week);
        if (board == null) {
          return false;
        }
      }
      tell(board);
      return true;
    }

    private LivingBoard put(LivingBoard board) {
      transactions.writeAll(() -> living.put(channel.id(), board));
      return board;
    }

    private Post fitted(Post post) {
      return fitting.post(post, chat.capabilities(), channel.language());
    }

    private @Nullable LivingBoard place(LivingBoard board) {
      String nonce = nonce(board);
      Sent sent = once(nonce, board.begunAt(), content.post, at -> put(board.begun(at)));
      return sent.unclear
          ? null
          : sent.id == null
              ? board
              // What an earlier try said may be old; the next look edits it.
              : put(
                  board
                      .begun(Objects.requireNonNull(sent.begun))
                      .standing(sent.id, sent.found ? "" : content.digest, now));
    }

    private String nonce(LivingBoard board) {
      return "lb" + where + "g" + board.generation();
    }

    private LivingBoard edit(LivingBoard board) {
      String id = Objects.requireNonNull(board.message());
      return switch (lasting.edit(channel.address(), id, fitted(content.post), nonce(board))) {
        case Lasting.Outcome.Done() -> put(board.standing(id, content.digest, now));
        case Lasting.Outcome.Gone() -> put(board.gone());
        case Lasting.Outcome.Later(String reason) -> {
          log.info("the living board of {} waits: {}", channel.address(), reason);
          yield board;
        }
        case Lasting.Outcome.Refused(Text why) -> {
          // Somebody may mend it; an edit each look would only be refused again. What it shows is
          // old from here on, which nobody would see by looking at it.
          raise("edit", LivingTexts.cannotEdit(channel.address().channel(), why));
          yield put(board.standing(id, board.shown(), now));
        }
      };
    }

    /** It stays where it is if that is not allowed; administrators are told once. */
    private LivingBoard pin(LivingBoard board) {
      String id = Objects.requireNonNull(board.message());
      return switch (lasting.pin(channel.address(), id)) {
        case Lasting.Outcome.Done() -> put(board.isPinned());
        case Lasting.Outcome.Gone gone -> board;
        case Lasting.Outcome.Later later -> board;
        case Lasting.Outcome.Refused(Text why) -> {
          raise("pin", LivingTexts.cannotPin(channel.address().channel(), why));
          yield put(board.isPinned());
        }
      };
    }

    private void raise(String what, Text text) {
      transactions.writeAll(
          () ->
              notices.raise(
                  channel.campaign(), "living/" + what + "/" + channel.id().value(), text, now));
    }

    /**
     * The message that opens the thread of the week, and the thread.
     *
     * @return null: it may be under way
     */
    private @Nullable LivingBoard open(LivingBoard board, String week) {
      if (!channel.awake(now).equals(now)) {
        return board;
      }
      Text title = LivingTexts.week(content.board.on());
      Post post = Post.lines(title.in(channel.language()), LivingTexts.TALK.in(channel.language()));
      LivingBoard of = board.week().equals(week) ? board : board.opening(week, now);
      Instant begun = board.week().equals(week) ? board.weekBegunAt() : null;
      Sent sent =
          once("lw" + where + week.replace("-W", ""), begun, post, at -> put(of.opening(week, at)));
      if (sent.unclear) {
        return null;
      }
      if (sent.id == null) {
        return board;
      }
      return switch (lasting.thread(channel.address(), sent.id, title.in(channel.language()))) {
        case Lasting.Outcome.Done() ->
            put(of.opening(week, Objects.requireNonNull(sent.begun)).opened(sent.id));
        case Lasting.Outcome.Gone gone -> board;
        case Lasting.Outcome.Later later -> board;
        case Lasting.Outcome.Refused(Text why) -> {
          raise("thread", LivingTexts.cannotOpen(channel.address().channel(), why));
          yield put(of.opening(week, Objects.requireNonNull(sent.begun)).opened(""));
        }
      };
    }

    /** Says who rose among those whom everybody may see; nobody who fell. */
    private void tell(LivingBoard board) {
      String ranks = ranks(content.board);
      if (board.ranks().equals(ranks)) {
        return;
      }
      Map<Long, Integer> before = read(board.ranks());
      List<String> lines = new ArrayList<>();
      for (League league : content.board.leagues()) {
        for (Standing row : content.board.disclosed(league).rows()) {
          Integer from = before.get(row.department().id().value());
          if (from != null && row.rank() != null && row.rank() < from) {
            lines.add("· " + LivingTexts.risen(row, from, row.rank()).in(channel.language()));
          }
        }
      }
      if (lines.isEmpty() || content.board.scheme().play() == Scheme.Play.OFF) {
        put(board.told(ranks));
        return;
      }
      if (!channel.awake(now).equals(now)) {
        return; // It is told once the quiet hours are over.
      }
      Post post =
          new Post(
              LivingTexts.RANKS.in(channel.language()),
              List.of(new Block.Lines(lines)),
              "",
              List.of());
      String thread = board.thread() == null ? "" : board.thread();
      String nonce = "lr" + hash(where + board.ranks() + ">" + ranks);
      Sending sending = lasting.postQuietly(channel.address(), thread, fitted(post), nonce, permit);
      if (sending instanceof Sending.Later later) {
        log.info("a change of ranks waits: {}", later.why().en());
        return;
      }
      // Of a lost answer nobody knows; rather once too few than twice.
      put(board.told(ranks));
    }

    private record Sent(
        @Nullable String id, @Nullable Instant begun, boolean unclear, boolean found) {}

    /**
     * Posts once.
     *
     * @param begun since when it may stand; null: it was never sent
     * @param begin writes down that it may stand from now on
     */
    private Sent once(String nonce, @Nullable Instant begun, Post post, Consumer<Instant> begin) {
      if (begun != null) {
        try {
          Optional<String> there = chat.find(channel.address(), nonce, begun.minus(SLACK));
          if (there.isPresent()) {
            return new Sent(there.get(), begun, false, true);
          }
        } catch (IllegalStateException e) {
          log.info("nobody can tell whether {} stands: {}", nonce, e.getMessage());
          return new Sent(null, begun, false, false);
        }
      }
      Instant since = begun == null ? now : begun;
      begin.accept(since);
      return switch (lasting.postQuietly(channel.address(), "", fitted(post), nonce, permit)) {
        case Sending.Sent(String id) -> new Sent(id, since, false, false);
        case Sending.Later(Text reason) -> {
          log.info("the living board of {} waits: {}", channel.address(), reason.en());
          yield new Sent(null, since, false, false);
        }
        case Sending.Unknown(Text reason) -> {
          log.info("the living board of {}: {}", channel.address(), reason.en());
          yield new Sent(null, since, true, false);
        }
        case Sending.Refused refused -> {
          log.warn("no living board in {}: {}", channel.address(), refused.why().en());
          raise("refused", refused.why());
          yield new Sent(null, since, true, false);
        }
      };
    }
  }
}
