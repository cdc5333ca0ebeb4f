package homestretch.adapter.api;

import homestretch.adapter.http.Bodies;
import homestretch.core.access.Grant;
import homestretch.core.access.Invitation;
import homestretch.core.access.InvitationService;
import homestretch.core.access.Rights;
import homestretch.core.access.Scope;
import homestretch.core.access.TokenService;
import homestretch.core.access.Tokens;
import homestretch.core.audit.Audit;
import homestretch.core.audit.Chain;
import homestretch.core.campaign.CampaignService;
import homestretch.core.department.DepartmentService;
import homestretch.core.fault.Fault;
import homestretch.core.goal.GoalService;
import homestretch.core.login.Account;
import homestretch.core.login.LogIns;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Who may what: {@code tokens}, {@code people}, {@code invitations}; and the {@code audit}. */
public final class AccessResource implements Api.Resource {
  private final Transactions transactions;
  private final TokenService tokens;
  private final Rights rights;
  private final InvitationService invitations;
  private final LogIns logIns;
  private final UnaryOperator<String> address;
  private final ScopeJson scopes;
  private final Audit audit;
  private final Chain chain;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param zone in which the days of the filters are meant
   * @param address where a path of ours is reached by others
   */
  public AccessResource(
      Transactions transactions,
      TokenService tokens,
      Rights rights,
      InvitationService invitations,
      LogIns logIns,
      UnaryOperator<String> address,
      CampaignService campaigns,
      DepartmentService departments,
      GoalService goals,
      Audit audit,
      Chain chain,
      ZoneId zone,
      Clock clock) {
    this.transactions = transactions;
    this.tokens = tokens;
    this.rights = rights;
    this.invitations = invitations;
    this.logIns = logIns;
    this.address = address;
    scopes = new ScopeJson(campaigns, departments, goals);
    this.audit = audit;
    this.chain = chain;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/audit",
        operator("Lists every write, the latest first")
            .query("q", "string", "whose actor, action or subject has this in it")
            .query("from", "date", "from this day")
            .query("to", "date", "to this day")
            .list(AuditJson.class),
        this::audit);
    routes.get(
        "/audit/chain",
        operator("Walks along the hash chain of ledger and audit").out(ChainJson.class),
        ctx -> Http.answer(ctx, 200, ChainJson.of(chain.walk())));
    routes.get(
        "/audit/{id}",
        operator("Reads an entry of the audit").out(AuditJson.class),
        ctx -> {
          long id = Http.id(ctx);
          Http.answer(
              ctx,
              200,
              transactions
                  .read(() -> id < 1 ? List.<Audit.Entry>of() : audit.list(id + 1, 1))
                  .stream()
                  .filter(e -> e.id() == id)
                  .map(AuditJson::of)
                  .findFirst()
                  .orElseThrow(() -> new Fault.NotFound(new Text("审计记录", "audit entry"), "" + id)));
        });
    people(routes);
    tokens(routes);
    invitations(routes);
  }

  private static Doc operator(String summary) {
    return Doc.of(summary).access(Doc.Access.OPERATOR);
  }

  private void people(Routes routes) {
    routes.get(
        "/people",
        operator("Lists who may what").list(PersonJson.class),
        ctx ->
            Http.answer(
                ctx, 200, Http.page(ctx, rights.list(), g -> PersonJson.of(g, scopes, name(g)))));
    routes.post(
        "/people",
        operator("Gives a person or role a right")
            .in(PersonJson.class)
            .example(
                """
                {"platform": "discord", "external": "1234567890", "role": "reviewer",
                 "campaigns": ["city-2026"]}
                """)
            .creates(PersonJson.class),
        this::addPerson);
    routes.get(
        "/people/{id}",
        operator("Reads a right").out(PersonJson.class),
        ctx -> Http.answer(ctx, 200, person(ctx)));
    routes.delete(
        "/people/{id}",
        operator("Takes a right away").status(204),
        ctx -> {
          Http.match(ctx, person(ctx));
          rights.remove(Http.id(ctx), Http.actor(ctx));
          ctx.status(204);
        });
  }

  /** As shown, of whoever has logged in here; of other platforms' people only they know it. */
  private @Nullable String name(Grant grant) {
    return grant.platform().equals(Account.PLATFORM) && grant.kind() == Grant.Kind.USER
        ? logIns.byExternal(grant.external()).map(Account::name).orElse(null)
        : null;
  }

  private PersonJson person(Context ctx) {
    long id = Http.id(ctx);
    return rights.list().stream()
        .filter(g -> g.id() == id)
        .map(g -> PersonJson.of(g, scopes, name(g)))
        .findFirst()
        .orElseThrow(() -> new Fault.NotFound(new Text("权限", "right"), String.valueOf(id)));
  }

  private void tokens(Routes routes) {
    routes.get(
        "/tokens",
        operator("Lists the tokens, without their secrets").list(TokenJson.class),
        ctx ->
            Http.answer(
                ctx, 200, Http.page(ctx, tokens.list(), t -> TokenJson.of(t, scopes, null))));
    routes.postUnkept(
        "/tokens",
        operator("Makes a token; its secret is shown this once")
            .in(TokenJson.class)
            .example(
                """
                {"name": "statistics", "role": "reporter", "campaigns": ["city-2026"],
                 "departments": ["GBR"], "expiresAt": "2027-01-31T00:00:00Z"}
                """)
            .creates(TokenJson.class),
        this::addToken);
    routes.get(
        "/tokens/{name}",
        operator("Reads a token, without its secret").out(TokenJson.class),
        ctx -> Http.answer(ctx, 200, TokenJson.of(token(ctx.pathParam("name")), scopes, null)));
    routes.delete(
        "/tokens/{name}",
        operator("Revokes a token").status(204),
        ctx -> {
          if (ctx.header("If-Match") != null) {
            Http.match(ctx, TokenJson.of(token(ctx.pathParam("name")), scopes, null));
          }
          tokens.revoke(ctx.pathParam("name"), Http.actor(ctx));
          ctx.status(204);
        });
  }

  /** The last of that name: a name may be used again once its token is revoked. */
  private Tokens.Token token(String name) {
    return tokens.list().stream()
        .filter(t -> t.name().equals(name))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new Fault.NotFound(new Text("令牌", "token"), name));
  }

  private void invitations(Routes routes) {
    routes.get(
        "/invitations",
        operator("Lists the invitations, without their secrets").list(InvitationJson.class),
        ctx -> {
          int limit = Http.limit(ctx);
          List<Invitation> all = invitations.list(Http.cursor(ctx, 0), limit + 1);
          Http.answer(ctx, 200, Http.page(all, limit, i -> view(i, null), Invitation::id));
        });
    routes.postUnkept(
        "/invitations",
        operator("Makes a link by which somebody comes in, once; its secret is shown this once")
            .in(InvitationJson.class)
            .example(
                """
                {"name": "王敏", "role": "reporter", "campaigns": ["city-2026"],
                 "departments": ["GBR"]}
                """)
            .creates(InvitationJson.class),
        this::invite);
    routes.get(
        "/invitations/{id}",
        operator("Reads an invitation, without its secret").out(InvitationJson.class),
        ctx -> Http.answer(ctx, 200, view(invitations.find(Http.id(ctx)), null)));
    routes.delete(
        "/invitations/{id}",
        operator("Revokes an invitation").status(204),
        ctx -> {
          Http.match(ctx, view(invitations.find(Http.id(ctx)), null));
          invitations.revoke(Http.id(ctx), Http.actor(ctx));
          ctx.status(204);
        });
  }

  private InvitationJson view(Invitation invitation, @Nullable String secret) {
    return InvitationJson.of(
        invitation,
        scopes,
        clock.instant(),
        secret,
        secret == null ? null : address.apply("/invite/" + secret));
  }

  private void audit(Context ctx) {
    int limit = Http.limit(ctx);
    long before = Http.cursor(ctx, Long.MAX_VALUE);
    String text = ctx.queryParam("q");
    LocalDate from = Http.dateOrNull(ctx, "from");
    LocalDate to = Http.dateOrNull(ctx, "to");
    Audit.Filter filter =
        new Audit.Filter(
            text == null || text.isBlank() ? null : text.strip(),
            from == null ? null : from.atStartOfDay(zone).toInstant(),
            to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant());
    List<Audit.Entry> all = transactions.read(() -> audit.list(filter, before, limit + 1));
    Http.answer(ctx, 200, Http.page(all, limit, AuditJson::of, Audit.Entry::id));
  }

  private void addPerson(Context ctx) {
    Given<PersonJson> given = Shapes.creating(PersonJson.class, Bodies.object(ctx));
    PersonJson wanted = given.value();
    given.require(
        "campaign",
        wanted.campaign() == null || wanted.campaigns() == null,
        new Text("campaign 与 campaigns 只用其一", "either campaign or campaigns"));
    if (wanted.campaign() != null) {
      given.find(
          "campaign",
          wanted.campaign(),
          new Text("战役", "campaign"),
          each -> scopes.campaigns().find(each));
    }
    Scope scope =
        scopes.read(
            given,
            wanted.role(),
            wanted.campaign() == null || given.isWrong("campaign")
                ? wanted.campaigns()
                : List.of(wanted.campaign()),
            wanted.allCampaigns(),
            wanted.departments(),
            wanted.leagues(),
            wanted.goals());
    Grant grant =
        given.made(
            () ->
                new Grant(
                    0,
                    Objects.requireNonNull(wanted.platform()),
                    Objects.requireNonNullElse(wanted.kind(), Grant.Kind.USER),
                    Objects.requireNonNull(wanted.external()),
                    Objects.requireNonNull(scope),
                    clock.instant(),
                    wanted.expiresAt()));
    Grant added = rights.add(grant, Http.actor(ctx));
    Http.created(ctx, "people", added.id());
    Http.answer(ctx, 201, PersonJson.of(added, scopes, name(added)));
  }

  private void addToken(Context ctx) {
    Given<TokenJson> given = Shapes.creating(TokenJson.class, Bodies.object(ctx));
    TokenJson wanted = given.value();
    Scope scope =
        scopes.read(
            given,
            wanted.role(),
            wanted.campaigns(),
            wanted.allCampaigns(),
            wanted.departments(),
            wanted.leagues(),
            wanted.goals());
    String secret =
        given.made(
            () ->
                tokens.create(
                    Objects.requireNonNull(wanted.name()),
                    Objects.requireNonNull(scope),
                    wanted.mostAMinute(),
                    wanted.expiresAt(),
                    Http.actor(ctx)));
    Tokens.Token made = token(Objects.requireNonNull(wanted.name()));
    Http.created(ctx, "tokens", made.name());
    Http.answer(ctx, 201, TokenJson.of(made, scopes, secret));
  }

  private void invite(Context ctx) {
    Given<InvitationJson> given = Shapes.creating(InvitationJson.class, Bodies.object(ctx));
    InvitationJson wanted = given.value();
    Scope scope =
        scopes.read(
            given,
            wanted.role(),
            wanted.campaigns(),
            wanted.allCampaigns(),
            wanted.departments(),
            wanted.leagues(),
            wanted.goals());
    String person = wanted.person();
    given.require(
        "person",
        person == null || logIns.byExternal(person).isPresent(),
        new Text("已登录过的人员的编号", "the id of somebody who has logged in before"));
    InvitationService.Made made =
        given.made(
            () ->
                invitations.invite(
                    Objects.requireNonNull(wanted.name()),
                    Objects.requireNonNull(scope),
                    wanted.expiresAt(),
                    wanted.person(),
                    Http.actor(ctx)));
    Http.created(ctx, "invitations", made.invitation().id());
    Http.answer(ctx, 201, view(made.invitation(), made.secret()));
  }
}
