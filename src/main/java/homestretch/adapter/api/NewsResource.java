package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import homestretch.core.goal.GoalService;
import homestretch.core.news.Event;
import homestretch.core.news.Events;
import homestretch.core.news.News;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code campaigns/{slug}/events} and {@code /banners}: what posts have told, and the banner's way.
 */
public final class NewsResource implements Api.Resource {
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final News news;

  public NewsResource(
      CampaignService campaigns, DepartmentService departments, GoalService goals, News news) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.news = news;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/campaigns/{slug}/events",
        Doc.of("Lists what posts have told beside the figures").list(EventJson.class),
        ctx -> list(ctx, null));
    routes.get(
        "/campaigns/{slug}/banners",
        Doc.of("Lists who got the red banner of which league, newest first").list(EventJson.class),
        ctx -> list(ctx, Event.Kind.BANNER));
  }

  private void list(Context ctx, Event.@Nullable Kind kind) {
    Campaign campaign = campaigns.find(ctx.pathParam("slug"));
    int limit = Http.limit(ctx);
    Codes codes = Codes.of(campaign, departments, goals);
    List<Events.Told> told = news.told(campaign, kind, Http.cursor(ctx, Long.MAX_VALUE), limit + 1);
    Http.answer(ctx, 200, Http.page(told, limit, t -> EventJson.of(t, codes), Events.Told::id));
  }
}
