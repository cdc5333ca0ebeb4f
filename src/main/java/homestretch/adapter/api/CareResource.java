package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.care.CareService;
import homestretch.core.care.CareSettings;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentService;
import homestretch.core.goal.GoalService;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** {@code campaigns/{slug}/care} and {@code /burden}. */
public final class CareResource implements Api.Resource {
  private final CampaignService campaigns;
  private final DepartmentService departments;
  private final GoalService goals;
  private final CareService care;

  public CareResource(
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      CareService care) {
    this.campaigns = campaigns;
    this.departments = departments;
    this.goals = goals;
    this.care = care;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/campaigns/{slug}/care",
        Doc.of("Reads whether and how who is late or behind is told, alone")
            .access(Doc.Access.ADMINISTRATOR)
            .out(CareJson.class),
        ctx -> answer(ctx, campaign(ctx), care.settings(campaign(ctx))));
    routes.put(
        "/campaigns/{slug}/care",
        Doc.of("Says whether and how who is late or behind is told, alone")
            .in(CareJson.class)
            .out(CareJson.class)
            .guarded(),
        this::put);
    routes.get(
        "/campaigns/{slug}/burden",
        Doc.of("Lists what was asked of the departments, in requests and minutes")
            .access(Doc.Access.ADMINISTRATOR)
            .list(BurdenJson.class),
        this::burden);
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private void answer(Context ctx, Campaign campaign, CareSettings settings) {
    Http.answer(
        ctx,
        200,
        CareJson.of(settings, Codes.of(campaign, departments, goals)),
        settings.revision());
  }

  private void put(Context ctx) {
    Campaign campaign = campaign(ctx);
    CareSettings before = care.settings(campaign);
    Http.ifMatch(ctx, before.revision());
    Given<CareJson> given =
        Shapes.changing(
            CareJson.of(before, Codes.of(campaign, departments, goals)), Bodies.object(ctx));
    CareJson wanted = given.value();
    List<CareSettings.Contact> contacts = new ArrayList<>();
    List<CareJson.ContactJson> named = Objects.requireNonNullElse(wanted.contacts(), List.of());
    for (int i = 0; i < named.size(); i++) {
      if (given.isWrong("contacts/" + i)) {
        continue;
      }
      CareJson.ContactJson contact = named.get(i);
      Department department =
          given.find(
              "contacts/" + i + "/department",
              contact.department(),
              new Text("单位", "department"),
              code -> departments.find(campaign, code));
      if (contact.step() != null && contact.platform() != null && contact.person() != null) {
        contacts.add(
            new CareSettings.Contact(
                department == null ? null : department.id(),
                CareSettings.Step.valueOf(contact.step().toUpperCase(Locale.ROOT)),
                contact.platform(),
                contact.person()));
      }
    }
    CareSettings settings =
        given.made(
            () ->
                new CareSettings(
                    Objects.requireNonNull(wanted.on()),
                    Objects.requireNonNull(wanted.graceDays()),
                    Objects.requireNonNull(wanted.weeklyCap()),
                    contacts,
                    // As it stood when If-Match was held against it; 0: nobody has said anything
                    // yet.
                    before.revision()));
    answer(ctx, campaign, care.put(campaign, settings, Http.actor(ctx)));
  }

  private void burden(Context ctx) {
    Campaign campaign = campaign(ctx);
    int cap = care.settings(campaign).weeklyCap();
    Codes codes = Codes.of(campaign, departments, goals);
    List<BurdenJson> all = new ArrayList<>();
    care.burdens(campaign)
        .forEach(
            (department, b) ->
                all.add(
                    new BurdenJson(
                        codes.of(department),
                        b.week(),
                        b.weekMinutes(),
                        b.requests(),
                        b.minutes(),
                        cap)));
    Http.answer(ctx, 200, Http.page(ctx, all, b -> b));
  }
}
