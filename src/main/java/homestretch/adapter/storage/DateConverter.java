package homestretch.adapter.storage;

import java.time.LocalDate;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Dates are stored as ISO text, which sorts as dates do. */
public final class DateConverter extends AbstractConverter<String, LocalDate> {
  public DateConverter() {
    super(String.class, LocalDate.class);
  }

  @Override
  public @Nullable LocalDate from(@Nullable String stored) {
    return stored == null ? null : LocalDate.parse(stored);
  }

  @Override
  public @Nullable String to(@Nullable LocalDate date) {
    return date == null ? null : date.toString();
  }
}
