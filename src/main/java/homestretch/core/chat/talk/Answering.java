package homestretch.core.chat.talk;

import homestretch.core.chat.Button;
import homestretch.core.chat.Form;
import homestretch.core.chat.OnceOnly;
import homestretch.core.chat.Post;
import homestretch.core.chat.Reply;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import homestretch.core.work.Caller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in time, whatever the database does, and each question once, however often and to
 * whichever node it comes.
 *
 * <p>A platform waits some seconds for the first word. Most answers are ready by then and are that
 * word: only so can it be a form, and public or private as the command decides. An answer that is
 * not ready in time is announced. Where that settles who will read it, it is announced in public
 * where the command's answer is public, else in private, since a private answer must never be seen
 * by others; and a form is offered behind a button. Late answers fill in what was announced and
 * send no second message, which would have no nonce and could stand twice; only a refusal of a
 * command announced in public takes that announcement back and is whispered.
 *
 * <p>A message that all see belongs to who asked for it: pressed by another, its buttons answer
 * that person in private and leave it as it is.
 */
public final class Answering {
  private static final Logger log = LoggerFactory.getLogger(Answering.class);

  /** Leaves both ways enough of the three seconds that platforms wait. */
  public static final Duration PROMPT = Duration.ofMillis(600);

  /** How long a stop waits for what is under way. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  /** Platforms let an announced answer be filled in for fifteen minutes, or longer. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Who waits for longer than this is told that it goes on. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where an answer to a press or a command goes. */
  public enum Place {
    OWN,
    /** In place of the message with the button. */
    REPLACING,
    /** To who pressed alone: the message is another's, or nobody's. */
    WHISPERED
  }

  /**
   * @param event the platform's own id of the message, command or press: with the same id it is
   *     taken up once
   * @param asker the person's id
   * @param what the command as the log calls it
   * @param open whether its answer is one that the whole channel reads
   */
  public record Question(
      String event, String asker, Language language, String what, boolean open, Place place) {}

  private final String platform;
  private final OnceOnly onceOnly;
  private final ShortIds shortIds;
  private final Duration prompt;
  private final Duration patience;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong answeredTwice = new AtomicLong();
  private final AtomicLong cameTwice = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  /**
   * What became of questions since the start.
   *
   * @param underWay not answered to the end yet
   * @param late announced first, as they took longer than the platform waits
   * @param cameTwice came again and were passed over
   * @param answeredTwice whose answer the platform had already, as its word on that was lost
   * @param lost answers that the platform did not take
   * @param turnedAway too many at once: nothing was done for them
   */
  public record Counts(
      int underWay, long late, long cameTwice, long answeredTwice, long lost, long turnedAway) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts turnedAway(long count) {
      return new Counts(underWay, late, cameTwice, answeredTwice, lost, count);
    }
  }

  public Answering(String platform, OnceOnly onceOnly, ShortIds shortIds) {
    this(platform, onceOnly, shortIds, PROMPT, PATIENCE);
  }

  /**
   * @param prompt how long an answer may take before it is announced
   */
  public Answering(String platform, OnceOnly onceOnly, ShortIds shortIds, Duration prompt) {
    this(platform, onceOnly, shortIds, prompt, PATIENCE);
  }

  /**
   * @param patience how long it may take before who waits is told that it goes on
   */
  Answering(
      String platform, OnceOnly onceOnly, ShortIds shortIds, Duration prompt, Duration patience) {
    this.patience = patience;
    this.platform = platform;
    this.onceOnly = onceOnly;
    this.shortIds = shortIds;
    this.prompt = prompt;
  }

  /** Another node, or another try of the platform's, has taken it up already, and answers. */
  private static final class TakenUp extends Exception {}

  /**
   * Runs the command on a thread of its own and answers; returns when that is done. Never throws:
   * what could not be answered is told to the log.
   */
  public void answer(Question question, Exchange exchange, Supplier<Reply> command) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    underWay.incrementAndGet();
    try {
      Thread.startVirtualThread(() -> run(question, exchange, command, reply));
      Reply ready;
      try {
        ready = reply.get(prompt.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        late(question, exchange, reply);
        return;
      }
      prompt(question, exchange, ready);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      unanswered(question, e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      unanswered(question, e);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** Waits for the answers that are under way, for a few seconds at most. */
  public void drain() {
    long end = System.nanoTime() + LAST_ANSWERS.toNanos();
    try {
      while (underWay.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (underWay.get() > 0) {
      log.warn("{} commands are left without an answer", underWay.get());
    }
  }

  public Counts counts() {
    return new Counts(
        underWay.get(), late.get(), cameTwice.get(), answeredTwice.get(), lost.get(), 0);
  }

  private void run(
      Question question,
      Exchange exchange,
      Supplier<Reply> command,
      CompletableFuture<Reply> reply) {
    try {
      if (!Caller.PERSON.call(() -> onceOnly.take(platform, question.event()))) {
        reply.completeExceptionally(new TakenUp());
        return;
      }
    } catch (RuntimeException | Error e) {
      log.error("/{} could not be taken up", question.what(), e);
      reply.complete(said(AnswerTexts.BUSY, question));
      return;
    }
    try {
      reply.complete(shortIds.within(exchange.idLength(), command.get()));
    } catch (Throwable e) {
      reply.completeExceptionally(e);
    }
  }

  /** The answer to a button that is too old to be known. */
  public static Reply expired(Language language) {
    return new Reply.Private(Post.lines("", AnswerTexts.EXPIRED.in(language)));
  }

  private static Reply said(Text text, Question question) {
    return new Reply.Private(Post.lines(text.in(question.language())));
  }

  private static void prompt(Question question, Exchange exchange, Reply reply) {
    switch (reply) {
      case Reply.Ask(Form form) when exchange.opensForms() -> exchange.open(form);
      case Reply.Ask(Form form) ->
          exchange.say(offer(form, question.language()), Exchange.Audience.ASKER);
      case Reply.Public(Post post) -> {
        switch (question.place()) {
          case OWN -> exchange.say(owned(question, exchange, post), Exchange.Audience.ALL);
          case REPLACING -> exchange.replace(owned(question, exchange, post));
          case WHISPERED -> exchange.say(post, Exchange.Audience.ASKER);
        }
      }
      case Reply.Private(Post post) -> {
        if (question.place() == Place.REPLACING && exchange.isPrivate()) {
          exchange.replace(post);
        } else {
          exchange.say(post, Exchange.Audience.ASKER);
        }
      }
    }
  }

  private static Post owned(Question question, Exchange exchange, Post post) {
    return Owned.by(question.asker(), post, exchange.idLength());
  }

  private void late(Question question, Exchange exchange, CompletableFuture<Reply> reply)
      throws InterruptedException, ExecutionException {
    late.incrementAndGet();
    boolean inPlace = question.place() == Place.REPLACING;
    boolean open = question.place() == Place.OWN && question.open();
    boolean settled =
        exchange.announce(
            inPlace
                ? Exchange.Announcement.IN_PLACE
                : open ? Exchange.Announcement.TO_ALL : Exchange.Announcement.TO_ASKER);
    Reply answer = atLast(question, exchange, settled && !inPlace, reply);
    if (!settled) {
      prompt(question, exchange, answer);
      return;
    }
    if (inPlace) {
      switch (answer) {
        case Reply.Public(Post post) -> exchange.fill(owned(question, exchange, post));
        case Reply.Private(Post post) when exchange.isPrivate() -> exchange.fill(post);
        case Reply.Private(Post post) -> exchange.whisper(post);
        case Reply.Ask(Form form) -> exchange.whisper(offer(form, question.language()));
      }
      return;
    }
    switch (answer) {
      case Reply.Public(Post post) when open -> exchange.fill(owned(question, exchange, post));
      case Reply.Public(Post post) ->
          exchange.fill(
              question.place() == Place.WHISPERED
                  ? post
                  : post.footed(AnswerTexts.LATE.in(question.language())));
      case Reply.Private(Post post) -> apart(exchange, post, open);
      case Reply.Ask(Form form) -> apart(exchange, offer(form, question.language()), open);
    }
  }

  /** For the asker alone, also where an answer to all was announced. */
  private static void apart(Exchange exchange, Post post, boolean open) {
    if (open) {
      exchange.takeBack();
      exchange.whisper(post);
    } else {
      exchange.fill(post);
    }
  }

  /** The announcement is out: whatever has become of the command, it is followed by a word. */
  private Reply atLast(
      Question question, Exchange exchange, boolean fillable, CompletableFuture<Reply> reply)
      throws InterruptedException, ExecutionException {
    try {
      if (fillable) {
        try {
          return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          log.warn("/{} is not done after {} s", question.what(), patience.toSeconds());
          exchange.fill(Post.lines("", AnswerTexts.STILL.in(question.language())));
        }
      }
      return reply.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TakenUp) {
        throw e;
      }
      log.error("/{} failed", question.what(), e);
    } catch (TimeoutException e) {
      log.error("/{} is not done after {} s", question.what(), LONGEST.toSeconds());
    }
    return said(AnswerTexts.UNKNOWN, question);
  }

  /** A form that cannot be opened any more, behind a button. */
  private static Post offer(Form form, Language language) {
    Post post = Post.lines(form.title(), AnswerTexts.READY.in(language));
    return post.withButtons(
        List.of(
            List.of(
                new Button(
                    AnswerTexts.OPEN.in(language),
                    Button.Style.PRIMARY,
                    form.command(),
                    form.fixed(),
                    false))));
  }

  /** What the command did stands; only the answer did not get through. */
  private void unanswered(Question question, Throwable e) {
    if (e instanceof TakenUp) {
      cameTwice.incrementAndGet();
      log.info("/{} came twice, and was taken up once", question.what());
    } else if (e instanceof Exchange.AnsweredAlready) {
      log.info("an answer was given twice, {} since the start", answeredTwice.incrementAndGet());
    } else {
      lost.incrementAndGet();
      log.warn("the answer to /{} did not reach {}", question.what(), platform, e);
    }
  }
}
