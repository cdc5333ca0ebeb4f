package homestretch.core.score;

import homestretch.core.audit.Actor;
import homestretch.core.audit.Audit;
import homestretch.core.campaign.Campaign;
import homestretch.core.campaign.CampaignId;
import homestretch.core.campaign.Closings;
import homestretch.core.department.Department;
import homestretch.core.fault.Fault;
import homestretch.core.fault.Violation;
import homestretch.core.store.Code;
import homestretch.core.store.Transactions;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a campaign is scored, and what is entered by hand: bonus, deduction, veto. */
public final class SchemeService {
  private final Transactions transactions;
  private final Schemes schemes;
  private final Adjustments adjustments;
  private final Closings closings;
  private final Function<CampaignId, Optional<LocalDate>> published;
  private final Audit audit;
  private final Clock clock;

  /**
   * @param published the latest day of which a board was published
   */
  public SchemeService(
      Transactions transactions,
      Schemes schemes,
      Adjustments adjustments,
      Closings closings,
      Function<CampaignId, Optional<LocalDate>> published,
      Audit audit,
      Clock clock) {
    this.transactions = transactions;
    this.schemes = schemes;
    this.adjustments = adjustments;
    this.closings = closings;
    this.published = published;
    this.audit = audit;
    this.clock = clock;
  }

  /** Oldest first, at least one. */
  public List<Scheme> versions(Campaign campaign) {
    return transactions.read(
        () -> {
          List<Scheme> all = schemes.versions(campaign.id());
          return all.isEmpty() ? List.of(Scheme.standard(campaign.start())) : all;
        });
  }

  /**
   * Makes a version that scores boards from a date on, never backwards (docs/scoring.md).
   *
   * @param scheme its version is ignored
   * @param expected the last version that the caller has read; 0: whichever it is
   * @throws Fault.Invalid if it would apply to a day that an earlier version or a published board
   *     was made for, or opens the whole table without a reason
   */
  public Scheme put(Campaign campaign, Scheme scheme, int expected, Actor actor) {
    return transactions.write(
        () -> {
          closings.requireOpen(campaign.id());
          Scheme last = versions(campaign).getLast();
          if (expected != 0 && expected != last.version()) {
            throw new Fault.Stale();
          }
          boolean unwritten = schemes.versions(campaign.id()).isEmpty();
          check(campaign, last, unwritten, scheme);
          if (unwritten && scheme.from().isAfter(last.from())) {
            // The days before it stay scored as they were: by the standard scheme.
            schemes.add(campaign.id(), last, Actor.SYSTEM, clock.instant());
          }
          Scheme added = schemes.add(campaign.id(), scheme, actor, clock.instant());
          audit.record(actor, "scheme.add", campaign.slug(), last, added);
          return added;
        });
  }

  /**
   * The same checks for a scheme that is only asked about.
   *
   * @throws Fault.Invalid as it would be if it were to be set
   */
  public void check(Campaign campaign, Scheme scheme) {
    transactions.readAll(
        () ->
            check(
                campaign,
                versions(campaign).getLast(),
                schemes.versions(campaign.id()).isEmpty(),
                scheme));
  }

  private void check(Campaign campaign, Scheme last, boolean unwritten, Scheme scheme) {
    List<Violation> wrong =
        wrong(
            campaign,
            last,
            unwritten,
            scheme.from(),
            scheme.disclosure(),
            scheme.reason(),
            scheme.items());
    if (!wrong.isEmpty()) {
      throw new Fault.Invalid(wrong);
    }
  }

  /**
   * What would be refused of a scheme of which not everything could be read; what could not is null
   * and says nothing.
   */
  public List<Violation> wrong(
      Campaign campaign,
      @Nullable LocalDate from,
      Scheme.@Nullable Disclosure disclosure,
      @Nullable String reason,
      @Nullable List<Scheme.Item> items) {
    return transactions.read(
        () ->
            wrong(
                campaign,
                versions(campaign).getLast(),
                schemes.versions(campaign.id()).isEmpty(),
                from,
                disclosure,
                reason,
                items));
  }

  private List<Violation> wrong(
      Campaign campaign,
      Scheme last,
      boolean unwritten,
      @Nullable LocalDate from,
      Scheme.@Nullable Disclosure disclosure,
      @Nullable String reason,
      @Nullable List<Scheme.Item> items) {
    List<Violation> violations = new ArrayList<>();
    Optional<LocalDate> board = published.apply(campaign.id());
    LocalDate earliest = unwritten ? campaign.start() : last.from();
    if (board.isPresent() && !earliest.isAfter(board.get())) {
      earliest = board.get().plusDays(1);
    }
    if (from != null && (from.isBefore(earliest) || from.isAfter(campaign.deadline()))) {
      violations.add(
          new Violation(
              "from",
              from.toString(),
              new Text(
                  earliest
                      + " 至 "
                      + campaign.deadline()
                      + " 之间的日期（方案只向后生效"
                      + board.map(day -> "，" + day + " 的榜单已发布").orElse("")
                      + "）",
                  "a date from "
                      + earliest
                      + " to "
                      + campaign.deadline()
                      + " (a scheme never applies backwards"
                      + board.map(day -> ", and the board of " + day + " is published").orElse("")
                      + ")")));
    }
    if (disclosure == Scheme.Disclosure.FULL
        && last.disclosure() != Scheme.Disclosure.FULL
        && reason != null
        && reason.isBlank()) {
      violations.add(
          new Violation(
              "reason",
              "",
              new Text("公开全榜的理由（谁决定、为何公开）", "a reason for showing the whole table to all")));
    }
    if (items == null) {
      return violations;
    }
    for (Adjustment entry : adjustments.all(campaign.id())) {
      if (entry.withdrawn() == null
          && entry.kind() != Adjustment.Kind.VETO
          && item(items, entry.kind(), entry.item()) == null) {
        violations.add(
            new Violation(
                "items",
                entry.item(),
                new Text(
                    "保留这一项：第 " + entry.id() + " 条加减分记在它名下",
                    "this item kept: adjustment " + entry.id() + " is entered under it")));
      }
    }
    return violations;
  }

  private static Scheme.@Nullable Item item(
      List<Scheme.Item> items, Adjustment.Kind kind, String code) {
    return items.stream()
        .filter(i -> i.code().equals(code) && i.kind().name().equals(kind.name()))
        .findFirst()
        .orElse(null);
  }

  /** Withdrawn ones too, oldest first. */
  public List<Adjustment> adjustments(Campaign campaign) {
    return transactions.read(() -> adjustments.all(campaign.id()));
  }

  public Adjustment adjustment(Campaign campaign, long id) {
    return transactions.read(
        () ->
            adjustments
                .find(campaign.id(), id)
                .orElseThrow(
                    () -> new Fault.NotFound(new Text("加减分记录", "adjustment"), Long.toString(id))));
  }

  /**
   * Enters a bonus, a deduction or a veto.
   *
   * @param item empty for a veto
   * @param points null for a veto
   * @param on the first day on which it counts
   * @throws Fault.Invalid if the scheme of that day has no such item
   * @throws Fault.Conflict if the campaign is closed and objections are over
   */
  public Adjustment adjust(
      Campaign campaign,
      Department department,
      Adjustment.Kind kind,
      String item,
      @Nullable BigDecimal points,
      LocalDate on,
      String reason,
      String evidence,
      Actor actor) {
    if (on.isBefore(campaign.start()) || on.isAfter(campaign.deadline())) {
      throw new Fault.Invalid(
          "on",
          on,
          new Text(
              campaign.start() + " 至 " + campaign.deadline() + " 之间的日期",
              "a date from " + campaign.start() + " to " + campaign.deadline()));
    }
    Adjustment wanted =
        new Adjustment(
            0,
            department.id(),
            kind,
            item,
            points == null ? BigDecimal.ZERO : points,
            on,
            reason,
            evidence,
            actor,
            clock.instant(),
            null);
    return transactions.write(
        () -> {
          closings.requireReviewable(campaign.id(), on, campaign.today(clock));
          Scheme scheme = schemes.on(campaign, on, null);
          boolean right =
              kind == Adjustment.Kind.VETO
                  ? item.isEmpty()
                  : item(scheme.items(), kind, item) != null;
          if (!right) {
            throw new Fault.Invalid("item", item, expectedItem(scheme, kind));
          }
          Adjustment added = adjustments.add(campaign.id(), wanted);
          audit.record(actor, "adjustment.add", subject(campaign, department), null, added);
          return added;
        });
  }

  private static Text expectedItem(Scheme scheme, Adjustment.Kind kind) {
    if (kind == Adjustment.Kind.VETO) {
      return new Text("不填（一票否决不分项）", "nothing (a veto has no item)");
    }
    List<String> codes =
        scheme.items().stream()
            .filter(i -> i.kind().name().equals(kind.name()))
            .map(Scheme.Item::code)
            .toList();
    return codes.isEmpty()
        ? new Text(
            "评分方案中的" + kind.text().zh() + "项（当日方案没有，先在 scheme 中设定）",
            "a " + kind.text().en() + " item of that day's scheme, which has none yet")
        : Text.same(String.join(", ", codes));
  }

  /** Takes an entry back; it stays on record with the reason. */
  public Adjustment withdraw(Campaign campaign, long id, String reason, Actor actor) {
    String why = Code.text(reason);
    if (why.isEmpty() || why.length() > 500) {
      throw new Fault.Invalid("reason", why, new Text("1–500 字的理由", "a reason, 1–500 characters"));
    }
    return transactions.write(
        () -> {
          Adjustment before = adjustment(campaign, id);
          closings.requireReviewable(campaign.id(), before.on(), campaign.today(clock));
          if (!adjustments.withdraw(
              campaign.id(), id, new Adjustment.Withdrawal(clock.instant(), actor.name(), why))) {
            throw new Fault.Conflict(
                new Text("第 " + id + " 条已撤销", "adjustment " + id + " was withdrawn already"));
          }
          Adjustment after = adjustment(campaign, id);
          audit.record(actor, "adjustment.withdraw", campaign.slug() + "/" + id, before, after);
          return after;
        });
  }

  private static String subject(Campaign campaign, Department department) {
    return campaign.slug() + "/" + department.code();
  }
}
