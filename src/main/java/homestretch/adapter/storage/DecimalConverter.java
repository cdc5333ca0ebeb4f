package homestretch.adapter.storage;

import java.math.BigDecimal;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Amounts are stored as text, exact as entered; SQL never sums them. */
public final class DecimalConverter extends AbstractConverter<String, BigDecimal> {
  public DecimalConverter() {
    super(String.class, BigDecimal.class);
  }

  @Override
  public @Nullable BigDecimal from(@Nullable String stored) {
    return stored == null ? null : new BigDecimal(stored);
  }

  @Override
  public @Nullable String to(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }
}
