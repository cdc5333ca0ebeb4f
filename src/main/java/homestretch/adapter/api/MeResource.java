package homestretch.adapter.api;

import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import java.util.List;
import java.util.function.Supplier;

/** {@code me}: what the caller is and may, and what an administrator should see at once. */
public final class MeResource implements Api.Resource {
  private final ScopeJson scopes;
  private final boolean exposed;
  private final Supplier<List<String>> platforms;

  /**
   * @param exposed whether it listens beyond this machine without TLS in front
   */
  public MeResource(
      CampaignService campaigns,
      DepartmentService departments,
      boolean exposed,
      Supplier<List<String>> platforms) {
    scopes = new ScopeJson(campaigns, departments);
    this.exposed = exposed;
    this.platforms = platforms;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/me",
        Doc.of("Says who asks and what they may").out(MeJson.class),
        ctx -> {
          Principal caller = Principal.of(ctx);
          List<String> slugs = scopes.slugs(caller.scope());
          Http.answer(
              ctx,
              200,
              new MeJson(
                  caller.token(),
                  caller.scope().role(),
                  slugs,
                  slugs == null,
                  ScopeJson.departments(caller.scope()),
                  exposed,
                  platforms.get()));
        });
  }
}
