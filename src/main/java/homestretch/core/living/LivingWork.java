package homestretch.core.living;

import homestretch.core.board.Standing;
import homestretch.core.chat.Block;
import homestretch.core.chat.Channel;
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
import homestretch.core.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for one channel's board, in hand: placed or edited, pinned, the week's thread
 * opened, ranks told. A message is sent once: it is written down that it may stand before it
 * leaves, and then looked for by its nonce before it is sent again. An edit may be made twice.
 */
final class LivingWork {
  private static final Logger log = LoggerFactory.getLogger(LivingWork.class);

  /** The platform's clock may go otherwise than ours. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final Transactions transactions;
  private final LivingBoards living;
  private final Notices notices;
  private final Fitting fitting;
  private final Channel channel;
  private final Chat chat;
  private final Lasting lasting;
  private final LivingContent content;
  private final Instant now;
  private final Permit permit;
  private final String where;

  /**
   * @param permit whether the board is still in hand
   */
  LivingWork(
      Transactions transactions,
      LivingBoards living,
      Notices notices,
      Fitting fitting,
      Channel channel,
      Chat chat,
      LivingContent content,
      Instant now,
      Permit permit) {
    this.transactions = transactions;
    this.living = living;
    this.notices = notices;
    this.fitting = fitting;
    this.permit = permit;
    this.channel = channel;
    this.chat = chat;
    this.lasting = chat.lasting().orElseThrow();
    this.content = content;
    this.now = now;
    this.where =
        LivingContent.hash(channel.address().platform() + "\n" + channel.address().channel());
  }

  /**
   * @return whether nothing of it may still be under way
   */
  boolean go(LivingBoard held, String week) {
    LivingBoard board = held;
    if (board.message() == null) {
      board = place(board);
    } else if (!board.shown().equals(content.digest())) {
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
    Sent sent = once(nonce, board.begunAt(), content.post(), at -> put(board.begun(at)));
    return sent.unclear
        ? null
        : sent.id == null
            ? board
            // What an earlier try said may be old; the next look edits it.
            : put(
                board
                    .begun(Objects.requireNonNull(sent.begun))
                    .standing(sent.id, sent.found ? "" : content.digest(), now));
  }

  private String nonce(LivingBoard board) {
    return "lb" + where + "g" + board.generation();
  }

  private LivingBoard edit(LivingBoard board) {
    String id = Objects.requireNonNull(board.message());
    return switch (lasting.edit(channel.address(), id, fitted(content.post()), nonce(board))) {
      case Lasting.Outcome.Done() -> {
        LivingBoard standing = board.standing(id, content.digest(), now);
        transactions.writeAll(
            () -> {
              living.put(channel.id(), standing);
              notices.resolve(subject("edit"), now);
            });
        yield standing;
      }
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
    transactions.writeAll(() -> notices.raise(channel.campaign(), subject(what), text, now));
  }

  private String subject(String what) {
    return "living/" + what + "/" + channel.id().value();
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
    Text title = LivingTexts.week(content.board().on());
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
    String ranks = content.ranks();
    if (board.ranks().equals(ranks)) {
      return;
    }
    Map<Long, Integer> before = LivingContent.read(board.ranks());
    List<String> lines = new ArrayList<>();
    for (League league : content.board().leagues()) {
      for (Standing row : content.board().disclosed(league).rows()) {
        Integer from = before.get(row.department().id().value());
        if (from != null && row.rank() != null && row.rank() < from) {
          lines.add("· " + LivingTexts.risen(row, from, row.rank()).in(channel.language()));
        }
      }
    }
    // Where nothing can be said quietly, it would ring in the channel at each change.
    if (lines.isEmpty()
        || !lasting.hasThreads() && !lasting.isQuiet()
        || content.board().scheme().play() == Scheme.Play.OFF) {
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
    String nonce = "lr" + LivingContent.hash(where + board.ranks() + ">" + ranks);
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
