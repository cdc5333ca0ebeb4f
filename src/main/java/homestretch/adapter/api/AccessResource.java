package homestretch.adapter.api;

import homestretch.core.access.Grant;
import homestretch.core.access.Rights;
import homestretch.core.access.Role;
import homestretch.core.access.TokenService;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.CampaignService;
import homestretch.core.store.Transactions;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For the operator: {@code tokens} and {@code audit}. */
public final class AccessResource implements Api.Resource {
  private static final Set<String> PERSON =
      Set.of("platform", "kind", "external", "role", "campaign");

  private final Transactions transactions;
  private final TokenService tokens;
  private final Rights rights;
  private final CampaignService campaigns;
  private final Audit audit;
  private final Clock clock;

  public AccessResource(
      Transactions transactions,
      TokenService tokens,
      Rights rights,
      CampaignService campaigns,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.tokens = tokens;
    this.rights = rights;
    this.campaigns = campaigns;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/audit",
        Doc.of("Lists every write, the latest first").access(Doc.Access.ADMINISTRATOR).pages(),
        this::audit);
    routes.get(
        "/people",
        Doc.of("Lists who may what").access(Doc.Access.ADMINISTRATOR).pages(),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, rights.list(), this::person)));
    routes.post("/people", Doc.of("Gives a person or role a right").status(201), this::addPerson);
    routes.delete(
        "/people/{id}",
        Doc.of("Takes a right away").status(204),
        ctx -> {
          rights.remove(Http.id(ctx), Http.actor(ctx));
          ctx.status(204);
        });
    routes.get(
        "/tokens",
        Doc.of("Lists the tokens, without their secrets").access(Doc.Access.ADMINISTRATOR).pages(),
        ctx -> Http.answer(ctx, 200, Http.page(ctx, tokens.list(), t -> t)));
    routes.postUnkept(
        "/tokens",
        Doc.of("Makes a token; its secret is shown this once").status(201),
        ctx -> {
          String name = Body.parse(ctx, Set.of("name")).text("name", null);
          Http.created(
              ctx,
              "/tokens/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
          Http.answer(
              ctx, 201, Map.of("name", name, "token", tokens.create(name, Http.actor(ctx))));
        });
    routes.delete(
        "/tokens/{name}",
        Doc.of("Revokes a token").status(204),
        ctx -> {
          tokens.revoke(ctx.pathParam("name"), Http.actor(ctx));
          ctx.status(204);
        });
  }

  private void audit(Context ctx) {
    int limit = Http.limit(ctx);
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    List<Audit.Entry> all = transactions.read(() -> audit.list(before, limit + 1));
    Http.answer(ctx, 200, Http.page(all, limit, e -> e, Audit.Entry::id));
  }

  private void addPerson(Context ctx) {
    Body body = Body.parse(ctx, PERSON);
    String campaign = body.textOrNull("campaign");
    Grant added =
        rights.add(
            new Grant(
                0,
                body.text("platform", null),
                body.choice("kind", Grant.Kind.class, Grant.Kind.USER),
                body.text("external", null),
                body.choice("role", Role.class, null),
                campaign == null ? null : campaigns.find(campaign).id(),
                clock.instant()),
            Http.actor(ctx));
    ctx.header("Location", "/api/v1/people/" + added.id());
    Http.answer(ctx, 201, person(added));
  }

  private Map<String, @Nullable Object> person(Grant grant) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", grant.id());
    view.put("platform", grant.platform());
    view.put("kind", Views.lower(grant.kind()));
    view.put("external", grant.external());
    view.put("role", Views.lower(grant.role()));
    view.put("campaign", grant.campaign() == null ? null : campaigns.get(grant.campaign()).slug());
    view.put("at", grant.at());
    return view;
  }
}
