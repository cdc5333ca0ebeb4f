package homestretch.core.news;

import homestretch.core.board.Boards;
import homestretch.core.board.Leaderboard;
import homestretch.core.board.Overall;
import homestretch.core.board.Publications;
import homestretch.core.campaign.Campaign;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.League;
import homestretch.core.department.LeagueId;
import homestretch.core.score.Scheme;
import homestretch.core.store.Transactions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What posts tell beside their board, each thing once in a campaign. It is decided before the first
 * channel gets the post, and the same for all of them; it counts as told in the transaction that
 * counts the board as published. What was told of a figure that was rejected later stays on record,
 * is left out where it is listed again (Upheld), and is not told again when it is reached again.
 */
public final class News {
  private final Transactions transactions;
  private final Boards boards;
  private final Events events;

  public News(Transactions transactions, Boards boards, Events events) {
    this.transactions = transactions;
    this.boards = boards;
    this.events = events;
  }

  /**
   * What a planned post tells; decided by whoever asks first. Where the scheme wants no such lines
   * that is nothing, and so nothing of that time is told later.
   *
   * @param readAt when the board was read
   */
  public List<Event> of(
      Campaign campaign,
      Leaderboard board,
      Overall overall,
      Events.Occasion occasion,
      Instant readAt) {
    List<Event> known = transactions.read(() -> events.decided(occasion)).orElse(null);
    if (known != null) {
      return known;
    }
    transactions.writeAll(() -> events.release(campaign.id(), occasion));
    List<Event> happened = untold(campaign, board, overall);
    return transactions.write(
        () -> {
          events.decide(
              campaign.id(), occasion, new Publications.Publication(board.on(), readAt), happened);
          return events.decided(occasion).orElseThrow();
        });
  }

  /** What a post would tell now; nothing is decided by it. */
  public List<Event> untold(Campaign campaign, Leaderboard board, Overall overall) {
    if (board.scheme().play() == Scheme.Play.OFF) {
      return List.of();
    }
    Boards.Published last =
        transactions
            .read(() -> events.lastTold(campaign.id(), board.on()))
            .map(told -> boards.published(campaign, board.on(), told))
            .or(() -> boards.lastPublished(campaign, board.on()))
            .orElse(null);
    List<Events.Told> banners = banners(campaign);
    List<String> subjects = transactions.read(() -> events.subjects(campaign.id()));
    return Happenings.of(
        board,
        overall,
        last,
        subjects,
        (league, department) -> inARow(campaign, banners, league, department) + 1);
  }

  /** On how many of the last boards of a league that had a banner the unit got it. */
  private int inARow(
      Campaign campaign, List<Events.Told> banners, League league, DepartmentId department) {
    List<Events.Told> ofLeague =
        banners.stream().filter(told -> is(told.event(), league.id())).toList();
    int boards = 0;
    for (LocalDate on : ofLeague.stream().map(told -> told.event().on()).distinct().toList()) {
      if (ofLeague.stream()
          .filter(told -> told.event().on().equals(on))
          .filter(told -> department.equals(told.event().department()))
          .noneMatch(told -> stillStands(campaign, told))) {
        break;
      }
      boards++;
    }
    return boards;
  }

  private static boolean is(Event event, LeagueId league) {
    return Objects.equals(event.league(), league);
  }

  /** The post stands in a channel; to be called with the board's own being published. */
  public void told(Events.Occasion occasion, Instant at) {
    transactions.writeAll(() -> events.told(occasion, at));
  }

  /**
   * Without the banners that are not due any more: of a unit whose figures of that board were
   * withdrawn or corrected since, so that nothing is left of the rise. What was told stays on
   * record.
   */
  public List<Events.Told> standing(Campaign campaign, List<Events.Told> told) {
    return told.stream().filter(each -> stillStands(campaign, each)).toList();
  }

  private boolean stillStands(Campaign campaign, Events.Told told) {
    Event event = told.event();
    DepartmentId department = event.department();
    BigDecimal rise = event.gained();
    if (event.kind() != Event.Kind.BANNER || department == null || rise == null) {
      return true;
    }
    BigDecimal then = boards.deviation(campaign, department, event.on(), told.at());
    BigDecimal now = boards.deviation(campaign, department, event.on(), null);
    return then == null || (now != null && then.subtract(now).compareTo(rise) < 0);
  }

  /** The history of the red banners, newest first, whatever has become of their figures. */
  public List<Events.Told> banners(Campaign campaign) {
    return transactions.read(
        () -> events.told(campaign.id(), Event.Kind.BANNER, Long.MAX_VALUE, Integer.MAX_VALUE));
  }

  /** Who holds the banner of a league: on the last board that gave one, if it is still due. */
  public List<Events.Told> holding(Campaign campaign, League league) {
    List<Events.Told> holding = new ArrayList<>();
    for (Events.Told banner : banners(campaign)) {
      if (is(banner.event(), league.id())) {
        if (!holding.isEmpty() && !holding.getFirst().event().on().equals(banner.event().on())) {
          break;
        }
        holding.add(banner);
      }
    }
    return standing(campaign, holding);
  }

  /** Newest first, ids below {@code before}. */
  public List<Events.Told> told(
      Campaign campaign, Event.@Nullable Kind kind, long before, int limit) {
    return transactions.read(() -> events.told(campaign.id(), kind, before, limit));
  }
}
