package homestretch.adapter.api;

import homestretch.core.access.TokenService;
import homestretch.core.audit.Audit;
import homestretch.core.store.Transactions;
import io.javalin.http.Context;
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
    routes.get("/audit", this::audit);
    routes.get("/tokens", ctx -> Http.answer(ctx, 200, Http.whole(tokens.list(), t -> t)));
    routes.postUnkept(
        "/tokens",
        ctx -> {
          String name = Body.parse(ctx.body(), Set.of("name")).text("name", null);
          Http.answer(
              ctx, 201, Map.of("name", name, "token", tokens.create(name, Http.actor(ctx))));
        });
    routes.delete(
        "/tokens/{name}",
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
