package homestretch.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import homestretch.core.node.Tenure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LeaveTest {
  /** Goes on by a millisecond each time that it is read, as real clocks do. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-11-23T01:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      now = now.plusMillis(1);
      return now;
    }
  }

  private static Tenure held() {
    return new Tenure() {
      @Override
      public String name() {
        return "node";
      }

      @Override
      public boolean isHeld() {
        return true;
      }
    };
  }

  @Test
  void first_send_may_set_out_also_where_a_platform_remembers_nothing() {
    Ticking clock = new Ticking();
    Leave leave = new Leave(held(), clock, null, Duration.ZERO);
    assertThat(leave.isGood()).isTrue();
    clock.now = clock.now.plusSeconds(31);
    assertThat(leave.isGood()).isFalse();
  }

  @Test
  void second_send_sets_out_only_while_the_platform_remembers_the_first() {
    Ticking clock = new Ticking();
    Instant first = clock.instant();
    assertThat(new Leave(held(), clock, first, Duration.ofMinutes(2)).isGood()).isTrue();
    assertThat(new Leave(held(), clock, first, Duration.ZERO).isGood()).isFalse();
    clock.now = first.plusSeconds(95);
    assertThat(new Leave(held(), clock, first, Duration.ofMinutes(2)).isGood()).isFalse();
  }
}
