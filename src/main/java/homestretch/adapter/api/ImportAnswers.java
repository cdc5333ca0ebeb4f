package homestretch.adapter.api;

import homestretch.core.campaign.Campaign;
import homestretch.core.exchange.ImportJobs;
import homestretch.core.exchange.ImportJobs.Job;
import homestretch.core.exchange.ImportJobs.Status;
import homestretch.core.exchange.ImportRecords;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Progress;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a caller hears of an import: its result if it is quick, else where to ask for it. */
final class ImportAnswers {
  /** A caller waits so long for an answer; after that it is told where to ask. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ImportJobs jobs;
  private final BiFunction<Imported, Language, Object> view;

  /**
   * @param view of a result, in a language
   */
  ImportAnswers(ImportJobs jobs, BiFunction<Imported, Language, Object> view) {
    this.jobs = jobs;
    this.view = view;
  }

  /**
   * Starts it and answers 200 with its result, or 202.
   *
   * @param after run once it has ended, whatever the end
   */
  void start(Context ctx, Campaign campaign, Function<Progress, Imported> work, Runnable after)
      throws InterruptedException {
    Job job;
    try {
      job =
          jobs.start(
              campaign.slug(),
              work,
              after,
              (status, language) -> Http.write(Objects.requireNonNull(result(status, language))));
    } catch (ImportJobs.Full e) {
      ctx.header("Retry-After", Long.toString(ImportJobs.Full.RETRY_AFTER.toSeconds()));
      throw new ServiceUnavailableResponse(
          new Text("已有几个导入在排队，请稍后再试", "several imports are waiting already; try again later")
              .in(Http.language(ctx)));
    }
    if (job.await(PATIENCE)) {
      Status status = job.status();
      if (status.failure() != null) {
        throw status.failure();
      }
      if (status.result() != null) {
        Http.answer(ctx, 200, view.apply(status.result(), Http.language(ctx)));
        return;
      }
    }
    job.record();
    ctx.header("Location", ctx.path().replaceFirst("/import$", "/imports/") + job.status().id());
    Http.answer(ctx, 202, view(job.status(), Http.language(ctx)));
  }

  void read(Context ctx, Campaign campaign) {
    Optional<Job> job = jobs.find(campaign.slug(), ctx.pathParam("id"));
    Http.answer(
        ctx,
        200,
        job.isPresent()
            ? view(job.get().status(), Http.language(ctx))
            : view(recorded(ctx, campaign), Http.language(ctx)));
  }

  /** Ends it; one that has ended stays as it is. */
  void cancel(Context ctx, Campaign campaign) {
    Optional<Job> job = jobs.find(campaign.slug(), ctx.pathParam("id"));
    if (job.isPresent()) {
      jobs.cancel(job.get());
      Http.answer(ctx, 200, view(job.get().status(), Http.language(ctx)));
      return;
    }
    ImportRecords.Kept kept = recorded(ctx, campaign);
    if (!kept.isOver() && isUnderWay(kept)) {
      throw new Fault.Conflict(
          new Text("这次导入在另一个节点上运行，请在那里取消", "it runs on another node; cancel it there"));
    }
    Http.answer(ctx, 200, view(kept, Http.language(ctx)));
  }

  private ImportRecords.Kept recorded(Context ctx, Campaign campaign) {
    String id = ctx.pathParam("id");
    return jobs.recorded(campaign.slug(), id)
        .orElseThrow(() -> new Fault.NotFound(new Text("导入", "import"), id));
  }

  private static boolean isUnderWay(ImportRecords.Kept kept) {
    return kept.state() == ImportJobs.State.WAITING || kept.state() == ImportJobs.State.RUNNING;
  }

  /** As it was written down; one that a restart ended has failed. */
  private static Map<String, @Nullable Object> view(ImportRecords.Kept kept, Language language) {
    boolean cut = kept.isOver() && isUnderWay(kept);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", kept.id());
    shown.put("state", Views.lower(cut ? ImportJobs.State.FAILED : kept.state()));
    shown.put("done", kept.done());
    shown.put("of", kept.of() == 0 ? null : kept.of());
    String result = kept.results().get(language);
    if (cut) {
      Map<String, @Nullable Object> problem = new LinkedHashMap<>();
      problem.put("status", 503);
      problem.put(
          "detail",
          new Text(
                  "导入途中程序重启了；什么都没有写入，请重新导入",
                  "the program was restarted while it ran; nothing of it was kept, please import"
                      + " again")
              .in(language));
      problem.put("errors", List.of());
      shown.put("result", problem);
    } else {
      shown.put("result", result == null ? null : Http.tree(result));
    }
    return shown;
  }

  private Map<String, @Nullable Object> view(Status status, Language language) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", status.id());
    shown.put("state", Views.lower(status.state()));
    shown.put("done", status.done());
    shown.put("of", status.of() == 0 ? null : status.of());
    shown.put("result", result(status, language));
    return shown;
  }

  /** What the answer would have been, had the caller waited for it: a result, or a problem. */
  private @Nullable Object result(Status status, Language language) {
    if (status.result() != null) {
      return view.apply(status.result(), language);
    }
    if (status.failure() == null) {
      return null;
    }
    Map<String, @Nullable Object> problem = new LinkedHashMap<>();
    if (status.failure() instanceof Fault fault) {
      problem.put("status", fault instanceof Fault.Invalid ? 422 : 409);
      problem.put("detail", fault.text().in(language));
      problem.put(
          "errors",
          fault instanceof Fault.Invalid invalid
              ? invalid.violations().stream().map(v -> violation(v, language)).toList()
              : List.of());
    } else {
      problem.put("status", 500);
      problem.put(
          "detail", new Text("程序出错，请查看日志", "something broke; the log says what").in(language));
    }
    return problem;
  }

  private static Map<String, String> violation(Violation violation, Language language) {
    return Map.of(
        "field",
        violation.field(),
        "value",
        violation.value(),
        "expected",
        Objects.requireNonNull(violation.expected().in(language)));
  }
}
