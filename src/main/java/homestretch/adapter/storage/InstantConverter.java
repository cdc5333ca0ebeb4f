package homestretch.adapter.storage;

import java.time.Instant;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Instants are stored as milliseconds since 1970. */
public final class InstantConverter extends AbstractConverter<Long, Instant> {
  public InstantConverter() {
    super(Long.class, Instant.class);
  }

  @Override
  public @Nullable Instant from(@Nullable Long stored) {
    return stored == null ? null : Instant.ofEpochMilli(stored);
  }

  @Override
  public @Nullable Long to(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
