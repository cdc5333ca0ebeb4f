package homestretch.adapter.api;

import com.fasterxml.jackson.databind.JsonNode;
import homestretch.adapter.http.Problem;
import homestretch.adapter.http.ProblemType;
import homestretch.adapter.http.Problems;
import homestretch.core.campaign.Campaign;
import homestretch.core.exchange.ImportJobs;
import homestretch.core.exchange.ImportJobs.Job;
import homestretch.core.exchange.ImportJobs.Status;
import homestretch.core.exchange.ImportRecords;
import homestretch.core.exchange.Imported;
import homestretch.core.exchange.Progress;
import homestretch.core.fault.Fault;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
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
  private final BiFunction<Imported, Language, ImportJson> view;

  /**
   * @param view of a result, in a language
   */
  ImportAnswers(ImportJobs jobs, BiFunction<Imported, Language, ImportJson> view) {
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
      throw new Problem(
          ProblemType.BUSY,
          new Text("已有几个导入在排队，请稍后再试", "several imports are waiting already; try again later"));
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
      Http.match(ctx, view(job.get().status(), Http.language(ctx)));
      jobs.cancel(job.get());
      Http.answer(ctx, 200, view(job.get().status(), Http.language(ctx)));
      return;
    }
    ImportRecords.Kept kept = recorded(ctx, campaign);
    Http.match(ctx, view(kept, Http.language(ctx)));
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
  private static ImportJobJson view(ImportRecords.Kept kept, Language language) {
    boolean cut = kept.isOver() && isUnderWay(kept);
    String result = kept.results().get(language);
    return new ImportJobJson(
        kept.id(),
        cut ? ImportJobs.State.FAILED : kept.state(),
        kept.done(),
        kept.of() == 0 ? null : kept.of(),
        cut
            ? Problems.tree(
                ProblemType.BUSY,
                new Text(
                    "导入途中程序重启了；什么都没有写入，请重新导入",
                    "the program was restarted while it ran; nothing of it was kept, please import"
                        + " again"),
                List.of(),
                language)
            : result == null ? null : Http.tree(result));
  }

  private ImportJobJson view(Status status, Language language) {
    return new ImportJobJson(
        status.id(),
        status.state(),
        status.done(),
        status.of() == 0 ? null : status.of(),
        result(status, language));
  }

  /** What the answer would have been, had the caller waited for it: a result, or a problem. */
  private @Nullable JsonNode result(Status status, Language language) {
    if (status.result() != null) {
      return Http.tree((Object) view.apply(status.result(), language));
    }
    RuntimeException failure = status.failure();
    if (failure == null) {
      return null;
    }
    return failure instanceof Fault fault
        ? Problems.tree(
            ProblemType.of(fault),
            fault.text(),
            fault instanceof Fault.Invalid invalid ? invalid.violations() : List.of(),
            language)
        : Problems.tree(ProblemType.INTERNAL, ProblemType.INTERNAL.meaning(), List.of(), language);
  }
}
