package homestretch.adapter.api;

import homestretch.core.access.TokenService;
import homestretch.core.audit.Audit;
import homestretch.core.store.Transactions;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** For the operator: {@code tokens} and {@code audit}. */
public final class AccessResource implements Api.Resource {
  private final Transactions transactions;
  private final TokenService tokens;
  private final Audit audit;

  public AccessResource(Transactions transactions, TokenService tokens, Audit audit) {
    this.transactions = transactions;
    this.tokens = tokens;
    this.audit = audit;
  }

  @Override
  public void routes(Routes routes) {
    routes.get(
        "/audit",
        Doc.of("Lists every write, the latest first").access(Doc.Access.ADMINISTRATOR).pages(),
        this::audit);
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
}
