package homestretch.core.care;

import homestretch.core.campaign.Campaign;
import homestretch.core.chat.Address;
import homestretch.core.chat.Capabilities;
import homestretch.core.chat.Channel;
import homestretch.core.chat.Channels;
import homestretch.core.chat.Chat;
import homestretch.core.chat.Post;
import homestretch.core.chat.Sending;
import homestretch.core.chat.Unseen;
import homestretch.core.chat.talk.Fitting;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one person alone, or a department in its own channel, once: what may have been said is
 * looked for where the platform shows it, and else never said again.
 */
final class Teller {
  private static final Logger log = LoggerFactory.getLogger(Teller.class);

  /** Longer than a platform is out of reach; what it cannot tell by then it never will. */
  private static final Duration LOOKED_FOR = Duration.ofDays(1);

  /** What became of it. */
  sealed interface Told {
    record Yes() implements Told {}

    /**
     * @param why in the platform's words; null: there is no way to them
     */
    record No(@Nullable Text why) implements Told {}

    /** The platform's answer was lost: they may have it, and are not told again. */
    record Perhaps() implements Told {}

    /** That is not known yet; the next look goes on. */
    record Later() implements Told {}
  }

  private final Transactions transactions;
  private final Care care;
  private final Channels channels;
  private final List<Chat> chats;
  private final Fitting fitting;
  private final Clock clock;

  Teller(
      Transactions transactions,
      Care care,
      Channels channels,
      List<Chat> chats,
      Fitting fitting,
      Clock clock) {
    this.transactions = transactions;
    this.care = care;
    this.channels = channels;
    this.chats = chats;
    this.fitting = fitting;
    this.clock = clock;
  }

  private Optional<Chat> chat(CareSettings.Contact contact) {
    return chats.stream().filter(c -> c.platform().equals(contact.platform())).findFirst();
  }

  /** Whether none of them is left to another node, which has the platform's connection. */
  boolean speaksFromHere(List<CareSettings.Contact> contacts) {
    return contacts.stream().flatMap(c -> chat(c).stream()).allMatch(Chat::postsFromHere);
  }

  Told tell(Campaign campaign, CareSettings.Contact contact, Post post, CareRequest request) {
    Optional<CareTelling> before =
        transactions.read(() -> care.telling(request.id(), contact.platform(), contact.person()));
    CareTelling.Outcome known = before.map(CareTelling::outcome).orElse(null);
    if (known != null) {
      return switch (known) {
        case TOLD -> new Told.Yes();
        case REFUSED -> new Told.No(null);
        case UNCERTAIN -> new Told.Perhaps();
      };
    }
    Chat chat = chat(contact).orElse(null);
    Channel near =
        transactions.read(() -> channels.ofCampaign(campaign.id())).stream()
            .filter(c -> c.address().platform().equals(contact.platform()))
            .findFirst()
            .orElse(null);
    if (chat == null || near == null) {
      return new Told.No(null);
    }
    if (chat.trouble().isPresent()) {
      return new Told.Later();
    }
    Optional<Address> talk;
    try {
      talk =
          contact.isChannel()
              ? Optional.of(new Address(contact.platform(), contact.channel()))
              : chat.direct(near.address(), contact.person());
    } catch (IllegalStateException e) {
      log.info("nobody can tell whether a person can be written to: {}", e.getMessage());
      return new Told.Later();
    }
    return talk.isEmpty()
        ? new Told.No(null)
        : once(campaign, contact, talk.get(), chat, post, request, before);
  }

  private Told once(
      Campaign campaign,
      CareSettings.Contact contact,
      Address talk,
      Chat chat,
      Post post,
      CareRequest request,
      Optional<CareTelling> before) {
    String nonce = "care" + request.id() + "x" + Integer.toHexString(contact.person().hashCode());
    if (before.isPresent()) {
      Told found = standing(chat, talk, nonce, before.get().begunAt());
      if (!(found instanceof Told.No)) {
        return settled(campaign, contact, talk, request, found);
      }
    }
    Instant now = clock.instant();
    transactions.writeAll(
        () -> care.telling(request.id(), contact.platform(), contact.person(), now));
    Post fitted = fitting.post(post, chat.capabilities(), campaign.language());
    Told told =
        switch (chat.post(talk, fitted, nonce, () -> true)) {
          case Sending.Sent sent -> new Told.Yes();
          case Sending.Refused(Text why) -> new Told.No(why);
          case Sending.Later later -> {
            if (before.isEmpty()) {
              transactions.writeAll(
                  () -> care.untold(request.id(), contact.platform(), contact.person()));
            }
            yield new Told.Later();
          }
          case Sending.Unknown unknown ->
              chat.capabilities().once().isTold() ? new Told.Later() : new Told.Perhaps();
        };
    return settled(campaign, contact, talk, request, told);
  }

  /** Whether an earlier try, whose answer nobody has, stands; no: it can be sent. */
  private Told standing(Chat chat, Address talk, String nonce, Instant begun) {
    Capabilities.ExactlyOnce once = chat.capabilities().once();
    Instant now = clock.instant();
    if (now.isBefore(begun.plus(once.nonceMemory()))) {
      return new Told.No(null); // The platform drops a second one.
    }
    if (!once.history()) {
      return new Told.Perhaps();
    }
    try {
      return chat.find(talk, nonce, begun.minus(Duration.ofHours(1))).isPresent()
          ? new Told.Yes()
          : new Told.No(null);
    } catch (IllegalStateException e) {
      log.info("nobody can tell whether a request was told: {}", e.getMessage());
      boolean never = e instanceof Unseen && talk.isDirect();
      return never || now.isAfter(begun.plus(LOOKED_FOR)) ? new Told.Perhaps() : new Told.Later();
    }
  }

  private Told settled(
      Campaign campaign,
      CareSettings.Contact contact,
      Address talk,
      CareRequest request,
      Told told) {
    CareTelling.Outcome outcome =
        switch (told) {
          case Told.Yes yes -> CareTelling.Outcome.TOLD;
          case Told.No no -> CareTelling.Outcome.REFUSED;
          case Told.Perhaps perhaps -> CareTelling.Outcome.UNCERTAIN;
          case Told.Later later -> null;
        };
    if (outcome != null) {
      Instant now = clock.instant();
      transactions.writeAll(
          () -> {
            care.telling(request.id(), contact.platform(), contact.person(), now);
            care.told(request.id(), contact.platform(), contact.person(), outcome);
            if (!(told instanceof Told.No)) {
              care.talked(campaign.id(), talk);
            }
          });
    }
    if (told instanceof Told.No(Text why) && why != null) {
      log.info("a request could not be told: {}", why.en());
    }
    return told;
  }
}
