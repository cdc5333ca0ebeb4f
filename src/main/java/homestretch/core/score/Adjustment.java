package homestretch.core.score;

import homestretch.core.audit.Actor;
import homestretch.core.department.DepartmentId;
import homestretch.core.fault.Fault;
import homestretch.core.store.Code;
import homestretch.core.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Points given to or taken from a department, or its veto (一票否决): always entered by a person, with
 * a reason. Taken back, never removed.
 *
 * @param item the code of an item of the scheme; empty for a veto
 * @param points above 0, a deduction's too; 0 for a veto
 * @param on the first day on which it counts
 * @param withdrawn null while it stands
 */
public record Adjustment(
    long id,
    DepartmentId department,
    Kind kind,
    String item,
    BigDecimal points,
    LocalDate on,
    String reason,
    String evidence,
    Actor by,
    Instant at,
    @Nullable Withdrawal withdrawn) {
  private static final int LONGEST = 500;

  public enum Kind {
    BONUS(new Text("加分", "bonus")),
    DEDUCTION(new Text("扣分", "deduction")),
    VETO(new Text("一票否决", "veto"));

    private final Text text;

    Kind(Text text) {
      this.text = text;
    }

    public Text text() {
      return text;
    }
  }

  public record Withdrawal(Instant at, String by, String why) {}

  public Adjustment {
    reason = Code.text(reason);
    evidence = Code.text(evidence);
    if (reason.isEmpty() || reason.length() > LONGEST) {
      throw new Fault.Invalid(
          "reason", reason, new Text("1–500 字的理由", "a reason, 1–500 characters"));
    }
    if (evidence.length() > LONGEST) {
      throw new Fault.Invalid("evidence", evidence, new Text("最多 500 字", "at most 500 characters"));
    }
    boolean right =
        switch (kind) {
          case BONUS, DEDUCTION -> points.signum() > 0;
          case VETO -> points.signum() == 0;
        };
    if (!right) {
      throw new Fault.Invalid(
          "points",
          points.toPlainString(),
          kind == Kind.VETO ? new Text("不填", "none") : new Text("大于 0 的分数", "points above 0"));
    }
  }
}
