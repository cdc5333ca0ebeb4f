package homestretch.core.command;

import homestretch.core.blocker.BlockerService;
import homestretch.core.board.Boards;
import homestretch.core.board.Scorebook;
import homestretch.core.campaign.Campaign;
import homestretch.core.delivery.Posts;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.news.Event;
import homestretch.core.news.Events;
import homestretch.core.news.News;
import homestretch.core.news.NewsTexts;
import homestretch.core.news.Upheld;
import homestretch.core.practice.Practice;
import homestretch.core.practice.PracticeService;
import homestretch.core.score.Scheme;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What the weekly review adds to its first lines: what was reached, who shared what, who waits. */
public final class WeeklyReview implements Posts.Addendum {
  private static final int MOST_EVENTS = 200;

  /** How many practices are told in full. */
  private static final int LISTED = 3;

  private final Boards boards;
  private final News news;
  private final PracticeService practices;
  private final BlockerService blockers;
  private final Function<Campaign, List<Department>> all;

  /**
   * @param all departments of a campaign, those too that have left it
   */
  public WeeklyReview(
      Boards boards,
      News news,
      PracticeService practices,
      BlockerService blockers,
      Function<Campaign, List<Department>> all) {
    this.boards = boards;
    this.news = news;
    this.practices = practices;
    this.blockers = blockers;
    this.all = all;
  }

  @Override
  public List<Text> of(Campaign campaign, LocalDate on) {
    Scorebook book = boards.on(campaign, on);
    LocalDate from = on.minusDays(7);
    List<Text> lines = new ArrayList<>();
    Instant since = campaign.endOf(from.minusDays(1));
    if (book.setup().scheme().play() == Scheme.Play.ON) {
      List<Event> week =
          news
              .standing(
                  campaign,
                  news.told(campaign, null, Long.MAX_VALUE, MOST_EVENTS).stream()
                      .filter(told -> told.at().isAfter(since))
                      .filter(told -> !told.at().isAfter(campaign.endOf(on)))
                      .toList())
              .stream()
              .map(Events.Told::event)
              .toList();
      List<Event> still = Upheld.of(week.reversed(), book.leaderboard(null, null), book.overall());
      NewsTexts.retold(still, book.setup())
          .forEach(line -> lines.add(new Text("· " + line.zh(), "· " + line.en())));
    }
    Map<DepartmentId, Department> departments = new HashMap<>();
    all.apply(campaign).forEach(d -> departments.put(d.id(), d));
    // By when it was approved: one that waited for longer than a week would stand in no review.
    List<Practice> shared = practices.approvedSince(campaign, since);
    shared.stream()
        .limit(LISTED)
        .forEach(
            p -> {
              Department of = Objects.requireNonNull(departments.get(p.department()));
              lines.add(PracticeTexts.inReview(p, of));
            });
    if (shared.size() > LISTED) {
      lines.add(PracticeTexts.moreInReview(shared.size() - LISTED));
    }
    lines.addAll(
        BlockerTexts.review(
            blockers.open(campaign),
            b -> Objects.requireNonNull(departments.get(b.department())),
            on));
    return lines;
  }
}
