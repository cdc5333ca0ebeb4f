package homestretch.core.exchange.staged;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of amounts in nine bytes each; the few that are longer stand apart. */
final class Amounts {
  /** The most digits that surely fit into a long. */
  private static final int DIGITS = 18;

  private static final byte NONE = Byte.MIN_VALUE;
  private static final byte APART = Byte.MAX_VALUE;

  private long[] unscaled = new long[0];
  private byte[] scales = new byte[0];
  private final Map<Integer, BigDecimal> apart = new HashMap<>();

  void set(int row, @Nullable BigDecimal amount) {
    if (amount == null) {
      if (row < scales.length) {
        scales[row] = NONE;
      }
      return;
    }
    if (row >= scales.length) {
      int before = scales.length;
      int size = Math.max(row + 64, before + (before >> 1));
      unscaled = Arrays.copyOf(unscaled, size);
      scales = Arrays.copyOf(scales, size);
      Arrays.fill(scales, before, size, NONE);
    }
    if (amount.precision() <= DIGITS && Math.abs(amount.scale()) < APART) {
      unscaled[row] = amount.unscaledValue().longValue();
      scales[row] = (byte) amount.scale();
    } else {
      scales[row] = APART;
      apart.put(row, amount);
    }
  }

  @Nullable BigDecimal get(int row) {
    if (row >= scales.length || scales[row] == NONE) {
      return null;
    }
    return scales[row] == APART
        ? Objects.requireNonNull(apart.get(row))
        : BigDecimal.valueOf(unscaled[row], scales[row]);
  }
}
