package homestretch.core.exchange;

import homestretch.core.audit.Actor;
import homestretch.core.board.Boards;
import homestretch.core.board.Effect;
import homestretch.core.board.Scorebook;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignService;
import homestretch.core.exchange.staged.Ports;
import homestretch.core.exchange.staged.Stage;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Transactions;
import homestretch.core.text.DateReader;
import homestretch.core.text.Text;
import homestretch.core.work.LongWrite;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables into a campaign (spec/interface.md, Import): what stands is read once, every row is
 * checked against it in memory, and all that it adds is stored in one short commit. A dry run ends
 * before that, without ever having locked anything.
 */
public final class ImportService {
  /** After so many that somebody else's changes overtook, the last one holds the database. */
  private static final int MOST_OVERTAKEN = 3;

  private final Transactions transactions;
  private final Ports ports;
  private final CampaignService campaigns;
  private final Clock clock;

  public ImportService(
      Transactions transactions, Ports ports, CampaignService campaigns, Clock clock) {
    this.transactions = transactions;
    this.ports = ports;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /**
   * What an import would do, to the tables and to today's board; nothing is written.
   *
   * @param boards of the same database
   */
  public Imported tried(
      Campaign into,
      List<RawTable> tables,
      ImportOptions options,
      Actor actor,
      Progress progress,
      Boards boards) {
    return once(into, tables, options.dry(true), actor, progress, boards);
  }

  /** The same for whoever does not wait. */
  public Imported load(Campaign into, List<RawTable> tables, ImportOptions options, Actor actor) {
    return load(into, tables, options, actor, Progress.NONE);
  }

  /**
   * All or nothing.
   *
   * @param into the campaign; one that is not stored yet is added first
   * @param tables as they stand in the files
   * @param progress told how many rows are read and checked; may end it until all is committed
   * @throws Fault.Invalid naming file, line and column of each offending cell; nothing is changed
   * @throws Fault.Conflict if the campaign is frozen or final
   * @throws Progress.Cancelled if it was ended; nothing is changed
   */
  public Imported load(
      Campaign into, List<RawTable> tables, ImportOptions options, Actor actor, Progress progress) {
    for (int overtaken = 0; overtaken < MOST_OVERTAKEN; overtaken++) {
      try {
        return once(into, tables, options, actor, progress, null);
      } catch (Stage.Overtaken e) {
        // Somebody changed what it was checked against: it is checked against that.
      }
    }
    return transactions.write(() -> once(into, tables, options, actor, progress, null));
  }

  private Imported once(
      Campaign into,
      List<RawTable> tables,
      ImportOptions options,
      Actor actor,
      Progress progress,
      @Nullable Boards boards) {
    Findings findings = new Findings();
    Stage stage = new Stage(transactions, ports, clock, into, actor, !options.dryRun());
    Names names =
        new Names(
            stage.departments().leagues(stage.campaign()),
            stage.departments().departments(stage.campaign()),
            stage.goals().goals(stage.campaign()));
    TableReader.Reading reading =
        new TableReader(
                names,
                new DateReader.Context(into.start(), into.deadline()),
                options,
                findings,
                progress)
            .read(tables);
    new Duplicates(findings).check(reading.tables());
    findings.stopIfWrong();
    Imported imported = new ImportRun(stage, options, actor, findings).load(reading);
    if (options.strict() && !imported.warnings().isEmpty()) {
      throw new Fault.Invalid(imported.warnings().stream().map(ImportService::violation).toList());
    }
    if (!options.dryRun()) {
      boolean stands = false;
      try {
        transactions.writeAll(
            () ->
                LongWrite.of(
                    stage.ledger().addedCount(), () -> stage.store(campaigns, progress::check)));
        stands = true;
      } finally {
        LongWrite.over(stands);
      }
    }
    return boards == null || into.revision() == 0
        ? imported
        : imported.withEffect(effect(stage, boards));
  }

  /** What is staged, held against the board of today. */
  private Effect effect(Stage stage, Boards boards) {
    Scorebook today = boards.on(stage.campaign(), stage.campaign().today(clock));
    return Effect.between(today, stage.applied(today)).leavingOut(stage.notApplied());
  }

  /** A warning where warnings are errors. */
  private static Violation violation(Imported.Warning warning) {
    return new Violation(
        warning.file()
            + (warning.line() == 0 ? "" : ":" + warning.line())
            + (warning.column().isEmpty() ? "" : ":" + warning.column()),
        warning.sample(),
        new Text(
            "没有警告（--strict）：" + warning.message().zh(),
            "nothing to warn of (--strict): " + warning.message().en()));
  }
}
