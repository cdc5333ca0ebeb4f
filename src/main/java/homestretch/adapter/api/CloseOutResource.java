package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Bodies;
import homestretch.core.board.closeout.CloseOut;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.CampaignService;
import homestretch.core.exchange.CloneService;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Closing a campaign: {@code freeze}, {@code close}, {@code reopen}, {@code final}; and its clone.
 */
public final class CloseOutResource implements Api.Resource {
  private final CampaignService campaigns;
  private final CloseOut closeOut;
  private final CloneService clones;

  public CloseOutResource(CampaignService campaigns, CloseOut closeOut, CloneService clones) {
    this.campaigns = campaigns;
    this.closeOut = closeOut;
    this.clones = clones;
  }

  @Override
  public void routes(Routes routes) {
    routes.post(
        "/campaigns/{slug}/freeze",
        Doc.of("Freezes the figures for objections").in(FreezeInput.class).out(CampaignJson.class),
        this::freeze);
    routes.post(
        "/campaigns/{slug}/close",
        Doc.of("Closes the campaign with its final board")
            .in(CloseInput.class)
            .out(CampaignJson.class),
        this::close);
    routes.post(
        "/campaigns/{slug}/reopen",
        Doc.of("Opens a frozen or closed campaign again")
            .in(ReasonInput.class)
            .out(CampaignJson.class),
        this::reopen);
    routes.post(
        "/campaigns/{slug}/clone",
        Doc.of("Makes the next campaign of this one")
            .access(Doc.Access.OPERATOR)
            .in(CloneInput.class)
            .creates(CampaignJson.class),
        this::clone);
    routes.get(
        "/campaigns/{slug}/closings",
        Doc.of("Lists freezings and closings").list(ClosingJson.class),
        ctx ->
            Http.answer(
                ctx, 200, Http.page(ctx, closeOut.closings(campaign(ctx)), ClosingJson::of)));
    routes.get(
        "/campaigns/{slug}/final",
        Doc.of("Reads the final board and computes it again")
            .access(Doc.Access.REVIEWER)
            .out(FinalJson.class),
        this::finalBoard);
    routes.get(
        "/campaigns/{slug}/final/board",
        Doc.of("Reads the final board as it was sealed, in canonical JSON")
            .access(Doc.Access.REVIEWER)
            .out(JsonNode.class),
        ctx -> {
          Campaign campaign = campaign(ctx);
          String board =
              closeOut
                  .board(campaign)
                  .orElseThrow(
                      () -> new Fault.NotFound(new Text("定稿", "final board"), campaign.slug()));
          ctx.status(200).contentType("application/json").result(board);
        });
  }

  private Campaign campaign(Context ctx) {
    return campaigns.find(ctx.pathParam("slug"));
  }

  private void answer(Context ctx) {
    Campaign campaign = campaign(ctx);
    Http.answer(
        ctx, 200, CampaignJson.of(campaign, campaigns.closing(campaign)), campaign.revision());
  }

  private void freeze(Context ctx) {
    Given<FreezeInput> given = Shapes.creating(FreezeInput.class, Bodies.object(ctx));
    FreezeInput input = given.whole();
    closeOut.freeze(
        campaign(ctx),
        Objects.requireNonNull(input.cutOff()),
        Objects.requireNonNull(input.objectionsUntil()),
        Http.ifMatch(ctx, campaign(ctx).revision()),
        Http.actor(ctx));
    answer(ctx);
  }

  private void close(Context ctx) {
    CloseInput input = Shapes.create(CloseInput.class, Bodies.object(ctx));
    closeOut.close(
        campaign(ctx),
        Objects.requireNonNullElse(input.early(), false),
        Objects.requireNonNullElse(input.reason(), ""),
        Http.ifMatch(ctx, campaign(ctx).revision()),
        Http.actor(ctx));
    answer(ctx);
  }

  private void reopen(Context ctx) {
    ReasonInput input = Shapes.create(ReasonInput.class, Bodies.object(ctx));
    closeOut.reopen(
        campaign(ctx),
        Objects.requireNonNull(input.reason()),
        Http.ifMatch(ctx, campaign(ctx).revision()),
        Http.actor(ctx));
    answer(ctx);
  }

  private void finalBoard(Context ctx) {
    Campaign campaign = campaign(ctx);
    Http.answer(
        ctx,
        200,
        FinalJson.of(
            campaign,
            campaigns.closing(campaign),
            closeOut.verify(campaign),
            closeOut.closings(campaign),
            Http.language(ctx)));
  }

  private void clone(Context ctx) {
    Campaign from = campaign(ctx);
    Given<CloneInput> given = Shapes.creating(CloneInput.class, Bodies.object(ctx));
    CloneInput input = given.value();
    LocalDate deadline = Objects.requireNonNullElse(input.deadline(), from.deadline().plusYears(1));
    Campaign wanted =
        given.made(
            () ->
                new Campaign(
                    new CampaignId(0),
                    Objects.requireNonNull(input.slug()),
                    new Text(
                        Objects.requireNonNullElse(
                            input.name(), renamed(from.name().zh(), from, deadline)),
                        Objects.requireNonNullElse(
                            input.nameEn(), renamed(from.name().en(), from, deadline))),
                    Objects.requireNonNullElse(input.start(), from.start().plusYears(1)),
                    deadline,
                    from.timezone(),
                    from.language(),
                    from.countToday(),
                    from.calendar(),
                    from.sample(),
                    0));
    Campaign added = clones.clone(from, wanted, Http.actor(ctx));
    Http.created(ctx, "campaigns", added.slug());
    Text note =
        new Text(
            "组别、单位及填报人、指标及计划、计分办法已带入；目标、节点、数据、加减分为空。频道仍属于“" + from.slug() + "”，请为新战役另行登记",
            "Leagues, departments with their reporters, goals with their plans and the scheme"
                + " were taken over; targets, milestones, figures and points are empty."
                + " Channels stay with “"
                + from.slug()
                + "”: register those of the new campaign");
    Http.answer(
        ctx,
        201,
        CampaignJson.of(added, Optional.empty()).noting(note.in(Http.language(ctx))),
        added.revision());
  }

  /** The year in a name goes on with the deadline. */
  private static String renamed(String name, Campaign from, LocalDate deadline) {
    return name.replace(
        String.valueOf(from.deadline().getYear()), String.valueOf(deadline.getYear()));
  }
}
