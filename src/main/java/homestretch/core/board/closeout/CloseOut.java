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
import java.util.Objects;
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
            throw new Fault.Invalid("cutOff", cutOff, CloseOutTexts.between(held.start(), today));
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
                  .orElseThrow(() -> new Fault.Conflict(CloseOutTexts.NOT_FROZEN));
          if (standing.isFinal()) {
            throw new Fault.Conflict(CloseOutTexts.finalAlready(standing.version()));
          }
          requireAnswered(held);
          boolean open = !held.today(clock).isAfter(standing.objectionsUntil());
          if (open && !early) {
            throw new Fault.Conflict(CloseOutTexts.objectionsUntil(standing.objectionsUntil()));
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
            throw new Fault.Conflict(CloseOutTexts.differs(difference));
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
                  .orElseThrow(() -> new Fault.Conflict(CloseOutTexts.OPEN_ALREADY));
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
      return Optional.of(CloseOutTexts.DIGEST_DIFFERS);
    }
    if (counted.digest().equals(digest)) {
      return Optional.empty();
    }
    if (!CloseOutBoard.isOfThisVersion(stored)) {
      return Optional.of(CloseOutTexts.OF_AN_EARLIER_VERSION);
    }
    return Optional.of(
        counted
            .firstMissingFrom(stored)
            .map(
                part ->
                    part.goal() == null
                        ? CloseOutTexts.departmentDiffers(part.department())
                        : CloseOutTexts.goalDiffers(
                            part.department(), Objects.requireNonNull(part.goal())))
            .orElse(CloseOutTexts.REST_DIFFERS));
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
        CloseOutTexts.unanswered(
            count, new Text(names(whose, Language.ZH, "、"), names(whose, Language.EN, ", "))));
  }

  private static String names(List<Department> whose, Language language, String between) {
    return whose.stream().map(d -> d.name().in(language)).collect(Collectors.joining(between));
  }

  private static String atMost(String reason) {
    String why = reason.strip();
    if (why.length() > REASON) {
      throw new Fault.Invalid("reason", why, CloseOutTexts.atMost(REASON));
    }
    return why;
  }

  private static String needed(String reason) {
    if (reason.isEmpty()) {
      throw new Fault.Invalid("reason", reason, CloseOutTexts.A_REASON);
    }
    return reason;
  }
}
