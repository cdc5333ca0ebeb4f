package homestretch.core.campaign;

import homestretch.core.audit.Chain;
import homestretch.core.fault.Fault;
import homestretch.core.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One closing of a campaign: freeze, objection window, final, perhaps reopened (docs/scoring.md,
 * Corrections, close-out).
 *
 * @param version 1, 2, … within the campaign; reopening and closing again makes the next
 * @param cutOff figures of later days do not count
 * @param objectionsUntil until then an administrator may still verify, reject, correct, withdraw
 * @param outcome null until it is final
 * @param reopening null unless it was reopened
 */
public record Closing(
    CampaignId campaign,
    int version,
    LocalDate cutOff,
    LocalDate objectionsUntil,
    Instant frozenAt,
    String frozenBy,
    @Nullable Outcome outcome,
    @Nullable Reopening reopening) {
  /** Digits of the digest that a board shows. */
  private static final int SHOWN = 8;

  /**
   * The campaign is final. What was entered later does not count.
   *
   * @param digest SHA-256 of the final board, 64 hexadecimal digits
   * @param early why it was closed before the objection window had ended; null: it had
   * @param chain where ledger and audit stood; null: it was closed before there was a chain
   */
  public record Outcome(
      Instant at, String by, String digest, @Nullable String early, Chain.@Nullable Head chain) {
    public Outcome(Instant at, String by, String digest, @Nullable String early) {
      this(at, by, digest, early, null);
    }
  }

  public record Reopening(Instant at, String by, String why) {}

  public Closing {
    if (objectionsUntil.isBefore(cutOff)) {
      throw new Fault.Invalid(
          "objectionsUntil",
          objectionsUntil,
          new Text("不早于数据截止日 " + cutOff, "a date not before the cut-off, " + cutOff));
    }
  }

  public boolean isFinal() {
    return outcome != null && reopening == null;
  }

  /** As a board's title says it: {@code 已冻结}, {@code 定稿 第 1 版}. */
  public Text mark() {
    return isFinal()
        ? new Text("定稿 第 " + version + " 版", "final, version " + version)
        : new Text("已冻结", "frozen");
  }

  /**
   * As a board's footnote says it: until when objections are heard, or by which digest the final
   * board is known.
   */
  public Text footnote() {
    if (outcome == null || reopening != null) {
      return new Text(
          "已冻结，只计截至 " + cutOff + " 的数据；异议期至 " + objectionsUntil + "（含当日）",
          "Frozen: figures up to " + cutOff + " only; objections until " + objectionsUntil);
    }
    String digits = outcome.digest().substring(0, SHOWN);
    return new Text(
        "定稿第 " + version + " 版，数据截至 " + cutOff + "，校验码 " + digits,
        "Final, version " + version + ", figures up to " + cutOff + ", digest " + digits);
  }

  /** Why nothing can be entered. */
  Fault.Conflict refusal() {
    return isFinal()
        ? new Fault.Conflict(
            new Text(
                "战役已定稿（第 " + version + " 版），不能再改；确需更正，请联系管理员重新开放",
                "the campaign is final (version "
                    + version
                    + "); an administrator can reopen it if something must change"))
        : new Fault.Conflict(
            new Text(
                "数据已冻结，截至 " + cutOff + "；如有异议，请最迟于 " + objectionsUntil + " 联系管理员",
                "figures are frozen as of "
                    + cutOff
                    + "; objections go to an administrator until "
                    + objectionsUntil));
  }
}
