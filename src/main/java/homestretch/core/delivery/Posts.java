package homestretch.core.delivery;

import homestretch.core.board.BoardPost;
import homestretch.core.board.Boards;
import homestretch.core.board.CountdownPost;
import homestretch.core.board.Scorebook;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Countdown;
import homestretch.core.campaign.WorkCalendars;
import homestretch.core.chat.Post;
import homestretch.core.schedule.PostKind;
import homestretch.core.text.Language;
import java.time.LocalDate;

/** What a post says on a day. */
public final class Posts {
  private final Boards boards;
  private final WorkCalendars calendars;

  public Posts(Boards boards, WorkCalendars calendars) {
    this.boards = boards;
    this.calendars = calendars;
  }

  public Post of(PostKind kind, Campaign campaign, LocalDate on, Language language) {
    Scorebook book = boards.on(campaign, on);
    return switch (kind) {
      case COUNTDOWN ->
          CountdownPost.of(
              campaign,
              Countdown.of(campaign, calendars.of(campaign.calendar()), on),
              book.overall(),
              language);
      case LEADERBOARD -> BoardPost.published(book.leaderboard(null, null), language);
    };
  }
}
