package homestretch.adapter.api;

import homestretch.adapter.http.Etags;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Campaigns.Changes;
import homestretch.core.department.DepartmentId;
import homestretch.core.work.Lane;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers about boards, kept as bytes for as long as the campaign's counts of changes say that they
 * hold. The counts are read with the caller's token, from the database: an answer is never older
 * than the request, whichever node wrote last. What is not kept is computed by a bounded number of
 * threads, once for all who ask for the same.
 */
final class Answers {
  private static final int MEGABYTE = 1 << 20;

  /** Of the heap, so much may be answers; within bounds. */
  private static final int SHARE = 32;

  private static final int LEAST_BYTES = 4 * MEGABYTE;
  private static final int MOST_BYTES = 32 * MEGABYTE;

  private final Lane computing;
  private final long mostBytes;
  private long bytes;

  /** The one asked for last comes last. */
  private final Map<Asked, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Flight, CompletableFuture<Answer>> flights = new ConcurrentHashMap<>();

  private record Kept(Changes changes, Answer answer) {}

  private record Flight(Asked asked, Changes changes) {}

  /**
   * What an answer depends on beside the campaign's content.
   *
   * @param what the kind of answer
   * @param on the day, given or today's in the campaign's zone: it ends with it
   * @param parameters as they were given, in the order of the kind; null: not given
   * @param all whether every department is seen
   * @param own the departments of whoever asks, if not all are seen
   */
  record Asked(
      CampaignId campaign,
      String what,
      LocalDate on,
      List<String> parameters,
      boolean all,
      Set<DepartmentId> own) {}

  /**
   * @param etag by what the body holds: the same on every node
   */
  record Answer(String type, byte[] body, String etag) {
    static Answer json(Object view) {
      return of("application/json", Http.write(view).getBytes(StandardCharsets.UTF_8));
    }

    static Answer png(byte[] png) {
      return of("image/png", png);
    }

    private static Answer of(String type, byte[] body) {
      return new Answer(type, body, Etags.of(body));
    }

    /** Answers with it, or that the caller has it already. */
    void to(Context ctx) {
      ctx.header("ETag", etag);
      if (type.startsWith("image/")) {
        ctx.header("Cache-Control", "private, no-cache");
      }
      if (etag.equals(ctx.header("If-None-Match"))) {
        ctx.status(304);
      } else {
        ctx.status(200).contentType(type).result(body);
      }
    }
  }

  Answers(Lane computing) {
    this.computing = computing;
    mostBytes = Math.clamp(Runtime.getRuntime().maxMemory() / SHARE, LEAST_BYTES, MOST_BYTES);
  }

  /**
   * @param changes read before anything that the answer is made of: what is computed may be newer,
   *     never older
   * @param compute on a thread of the lane
   */
  Answer of(Asked asked, Changes changes, Supplier<Answer> compute) {
    Answer stands = kept(asked, changes);
    if (stands != null) {
      return stands;
    }
    Flight flight = new Flight(asked, changes);
    CompletableFuture<Answer> ours = new CompletableFuture<>();
    CompletableFuture<Answer> others = flights.putIfAbsent(flight, ours);
    if (others != null) {
      return outcome(others);
    }
    try {
      Answer answer = computing.call(compute);
      keep(asked, new Kept(changes, answer));
      ours.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      ours.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(flight, ours);
    }
  }

  private static Answer outcome(CompletableFuture<Answer> others) {
    try {
      return others.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  private synchronized @Nullable Answer kept(Asked asked, Changes changes) {
    Kept stands = kept.get(asked);
    return stands != null && stands.changes().equals(changes) ? stands.answer() : null;
  }

  private synchronized void keep(Asked asked, Kept now) {
    if (now.answer().body().length > mostBytes / 2) {
      return;
    }
    Kept before = kept.put(asked, now);
    bytes += now.answer().body().length - (before == null ? 0 : before.answer().body().length);
    var eldest = kept.values().iterator();
    while (bytes > mostBytes) {
      bytes -= eldest.next().answer().body().length;
      eldest.remove();
    }
  }
}
