package homestretch.core.board.closeout;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.board.Boards;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.Campaigns;
import homestretch.core.campaign.Closing;
import homestretch.core.campaign.Closings;
import homestretch.core.department.Department;
import homestretch.core.department.DepartmentId;
import homestretch.core.department.Departments;
import homestretch.core.fault.Fault;
import homestretch.core.objection.Objection;
import homestretch.core.objection.Objections;
import homestretch.core.report.Reports;
import homestretch.core.store.Transactions;
import homestretch.core.text.Language;
import homestretch.core.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Freeze, objection window, final, reopening (docs/scoring.md, Corrections, close-out); and the
 * check that a final board can be computed again from the ledger. Each step is a new revision of
 * the campaign: {@code expected} is the revision that the caller has read, 0 for any.
 */
public final class CloseOut {
  private static final int REASON = 500;

  private final Transactions transactions;
  private final Campaigns campaigns;
  private final Closings closings;
  private final Reports reports;
  private final Objections objections;
  private final Departments departments;
  private final Boards boards;
  private final Audit audit;
  private final Clock clock;

  public CloseOut(
      Transactions transactions,
      Campaigns campaigns,
      Closings closings,
      Reports reports,
      Objections objections,
      Departments departments,
      Boards boards,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.closings = closings;
    this.reports = reports;
    this.objections = objections;
    this.departments = departments;
    this.boards = boards;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A final board held against the ledger.
   *
   * @param board as stored, canonical JSON
   * @param recomputed the digest of the board as computed from the ledger now
   * @param difference what differs first; null if nothing does
   */
  public record Verified(
      Closing closing, String board, String recomputed, @Nullable Text difference) {
    public boolean equal() {
      return difference == null;
    }
  }

  /**
   * @throws Fault.Invalid if the cut-off is to come or lies before the campaign, or the objections
   *     end before it
   * @throws Fault.Conflict if the campaign is frozen or final already
   */
  public Closing freeze(
      Campaign campaign, LocalDate cutOff, LocalDate objectionsUntil, int expected, Actor actor) {
    return transactions.write(
        () -> {
          Campaign held = hold(campaign, expected);
          closings.requireOpen(held.id());
          LocalDate today = held.today(clock);
          if (cutOff.isAfter(today) || cutOff.isBefore(held.start())) {
            throw new Fault.Invalid(
                "cutOff",
                cutOff,
                new Text(
                    held.start() + " 至今天（" + today + "）之间的日期",
                    "a date from " + held.start() + " to today, " + today));
          }
          Closing frozen =
              closings.add(
                  new Closing(
                      held.id(),
                      0,
                      cutOff,
                      objectionsUntil,
                      clock.instant(),
                      actor.name(),
                      null,
                      null));
          audit.record(
              actor,
              "campaign.freeze",
              held.slug(),
              null,
              "version "
                  + frozen.version()
                  + ", cut-off "
                  + cutOff
                  + ", objections until "
                  + objectionsUntil);
          return frozen;
        });
  }

  /**
   * Makes the frozen board final.
   *
   * @param early whether to close although the objection window is open; needs a reason
   * @throws Fault.Conflict if the campaign is not frozen, an objection is not answered, or its
   *     objection window is open
   */
  public Closing close(Campaign campaign, boolean early, String reason, int expected, Actor actor) {
    String why = atMost(reason);
    return transactions.write(
        () -> {
          Campaign held = hold(campaign, expected);
          Closing standing =
              closings
                  .standing(held.id())
                  .orElseThrow(
                      () ->
                          new Fault.Conflict(
                              new Text(
                                  "战役还没有冻结，请先冻结数据",
                                  "the campaign is not frozen; freeze it first")));
          if (standing.isFinal()) {
            throw new Fault.Conflict(
                new Text(
                    "战役已定稿（第 " + standing.version() + " 版）",
                    "the campaign is final already (version " + standing.version() + ")"));
          }
          requireAnswered(held);
          boolean open = !held.today(clock).isAfter(standing.objectionsUntil());
          if (open && !early) {
            throw new Fault.Conflict(
                new Text(
                    "异议期到 " + standing.objectionsUntil() + " 才结束；确需提前定稿，请设 early 为 true 并写明 reason",
                    "objections are open until "
                        + standing.objectionsUntil()
                        + "; to close before, say early: true and give a reason"));
          }
          if (open) {
            needed(why);
          }
          CloseOutBoard board = CloseOutBoard.of(boards.unkept(held, standing.cutOff(), null));
          Closing closed =
              new Closing(
                  standing.campaign(),
                  standing.version(),
                  standing.cutOff(),
                  standing.objectionsUntil(),
                  standing.frozenAt(),
                  standing.frozenBy(),
                  new Closing.Outcome(
                      clock.instant().truncatedTo(ChronoUnit.MILLIS),
                      actor.name(),
                      board.digest(),
                      open ? why : null),
                  null);
          closings.finish(closed, board.json());
          // A final board that cannot be had again from the ledger is none.
          Text difference = verified(held, closed, board.json()).difference();
          if (difference != null) {
            throw new Fault.Conflict(
                new Text(
                    "排行榜与台账不一致，未定稿：" + difference.zh(),
                    "the board is not what the ledger gives, nothing was closed: "
                        + difference.en()));
          }
          audit.record(
              actor,
              "campaign.close",
              held.slug(),
              null,
              "version "
                  + closed.version()
                  + ", digest "
                  + board.digest()
                  + (open ? ", before the end of objections: " + why : ""));
          return closed;
        });
  }

  /**
   * Opens a frozen or final campaign again; what stood stays on record, and closing again makes the
   * next version.
   *
   * @throws Fault.Conflict if the campaign is open
   */
  public Closing reopen(Campaign campaign, String reason, int expected, Actor actor) {
    String why = needed(atMost(reason));
    return transactions.write(
        () -> {
          Campaign held = hold(campaign, expected);
          Closing standing =
              closings
                  .standing(held.id())
                  .orElseThrow(
                      () ->
                          new Fault.Conflict(
                              new Text("战役没有冻结，无需重新开放", "the campaign is open already")));
          Closing reopened =
              new Closing(
                  standing.campaign(),
                  standing.version(),
                  standing.cutOff(),
                  standing.objectionsUntil(),
                  standing.frozenAt(),
                  standing.frozenBy(),
                  standing.outcome(),
                  new Closing.Reopening(clock.instant(), actor.name(), why));
          closings.reopen(reopened);
          audit.record(
              actor,
              "campaign.reopen",
              held.slug(),
              "version " + standing.version() + (standing.isFinal() ? ", final" : ", frozen"),
              why);
          return reopened;
        });
  }

  /** Every closing, oldest first. */
  public List<Closing> closings(Campaign campaign) {
    return transactions.read(() -> closings.all(campaign.id()));
  }

  /** The final board as it was stored, byte for byte what its digest was made of. */
  public Optional<String> board(Campaign campaign) {
    return transactions.read(
        () ->
            closings
                .standing(campaign.id())
                .filter(Closing::isFinal)
                .flatMap(closing -> closings.board(campaign.id(), closing.version())));
  }

  /** The final board, held against the ledger; empty if the campaign is not final. */
  public Optional<Verified> verify(Campaign campaign) {
    return transactions.read(
        () ->
            closings
                .standing(campaign.id())
                .filter(Closing::isFinal)
                .map(
                    closing ->
                        verified(
                            campaigns.get(campaign.id()),
                            closing,
                            closings.board(campaign.id(), closing.version()).orElseThrow())));
  }

  private Verified verified(Campaign campaign, Closing closing, String stored) {
    CloseOutBoard counted =
        CloseOutBoard.of(Recount.of(boards.setup(campaign, closing.cutOff(), null), reports));
    String digest = closing.outcome() == null ? "" : closing.outcome().digest();
    return new Verified(
        closing, stored, counted.digest(), difference(counted, stored, digest).orElse(null));
  }

  private static Optional<Text> difference(CloseOutBoard counted, String stored, String digest) {
    if (!CloseOutBoard.digest(stored).equals(digest)) {
      return Optional.of(
          new Text("存下的排行榜与其校验码不符", "the stored board does not have the stored digest"));
    }
    if (counted.digest().equals(digest)) {
      return Optional.empty();
    }
    if (!CloseOutBoard.isOfThisVersion(stored)) {
      return Optional.of(
          new Text(
              "该榜由较早版本按当时的计分规则生成：存档与校验码相符，但现行规则不能逐位重算",
              "made by an earlier version under its rules: the stored board has its digest, but"
                  + " today's rules cannot compute it again to the digit"));
    }
    return Optional.of(
        counted
            .firstMissingFrom(stored)
            .map(
                part ->
                    part.goal() == null
                        ? new Text(
                            "单位 " + part.department() + "：得分、名次或加减分",
                            "department " + part.department() + ": score, rank or points")
                        : new Text(
                            "单位 " + part.department() + "，指标 " + part.goal(),
                            "department " + part.department() + ", goal " + part.goal()))
            .orElse(
                new Text(
                    "各单位数据相同，战役、指标、计分办法或合计不同",
                    "the same for every department, but not the campaign, goals, scheme or"
                        + " totals")));
  }

  /** The campaign as it is now, held until the transaction ends and one revision further. */
  private Campaign hold(Campaign campaign, int expected) {
    closings.hold(campaign.id());
    Campaign now = campaigns.get(campaign.id());
    if (expected != 0 && expected != now.revision()) {
      throw new Fault.Stale();
    }
    if (!campaigns.change(now)) {
      throw new Fault.Stale();
    }
    return campaigns.get(campaign.id());
  }

  /** Once final, no objection can be answered: whoever raised it would never hear. */
  private void requireAnswered(Campaign campaign) {
    List<Objection> open =
        objections.list(campaign.id()).stream()
            .filter(o -> o.state() == Objection.State.OPEN)
            .toList();
    if (open.isEmpty()) {
      return;
    }
    List<DepartmentId> raised = open.stream().map(Objection::department).toList();
    List<Department> whose =
        departments.departments(campaign.id()).stream()
            .filter(d -> raised.contains(d.id()))
            .toList();
    int count = open.size();
    throw new Fault.Conflict(
        new Text(
            "还有 " + count + " 条异议没有答复（" + names(whose, Language.ZH, "、") + "），逐条答复后才能定稿",
            (count == 1 ? "1 objection is" : count + " objections are")
                + " not answered ("
                + names(whose, Language.EN, ", ")
                + "); answer "
                + (count == 1 ? "it" : "them")
                + " first, then close"));
  }

  private static String names(List<Department> whose, Language language, String between) {
    return whose.stream().map(d -> d.name().in(language)).collect(Collectors.joining(between));
  }

  private static String atMost(String reason) {
    String why = reason.strip();
    if (why.length() > REASON) {
      throw new Fault.Invalid(
          "reason", why, new Text("最多 " + REASON + " 字", "at most " + REASON + " characters"));
    }
    return why;
  }

  private static String needed(String reason) {
    if (reason.isEmpty()) {
      throw new Fault.Invalid("reason", reason, new Text("写明原因", "a reason"));
    }
    return reason;
  }
}
