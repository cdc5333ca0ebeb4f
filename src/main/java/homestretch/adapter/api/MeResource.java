package homestretch.adapter.api;

import homestretch.core.access.Role;
import homestretch.core.access.Scope;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import homestretch.core.goal.GoalService;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code me}: what the caller is and may, and what an administrator should see at once. */
public final class MeResource implements Api.Resource {
  private final ScopeJson scopes;
  private final boolean exposed;
  private final Supplier<List<String>> platforms;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param exposed whether it listens beyond this machine without TLS in front
   * @param zone the program's own
   */
  public MeResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      boolean exposed,
      Supplier<List<String>> platforms,
      ZoneId zone,
      Clock clock) {
    scopes = new ScopeJson(campaigns, departments, goals);
    this.exposed = exposed;
    this.platforms = platforms;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/me",
        Doc.of("Says who asks and what they may").out(MeJson.class),
        ctx -> {
          Principal caller = Principal.of(ctx);
          Set<CampaignId> covered = new HashSet<>();
          Set<String> codes = new TreeSet<>();
          for (Scope scope : caller.scopes()) {
            covered.addAll(Objects.requireNonNullElse(scope.campaigns(), Set.of()));
            codes.addAll(scope.departments());
          }
          @Nullable Role most =
              caller.scopes().stream().map(Scope::role).max(Comparator.naturalOrder()).orElse(null);
          Http.answer(
              ctx,
              200,
              new MeJson(
                  Http.actor(ctx).name(),
                  most,
                  caller.isForAll()
                      ? null
                      : scopes.slugs(new Scope(Role.VIEWER, covered, Set.of())),
                  caller.isForAll(),
                  List.copyOf(codes),
                  exposed,
                  platforms.get(),
                  LocalDate.ofInstant(clock.instant(), zone)));
        });
  }
}
