package homestretch.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homestretch.core.fault.Fault;
import homestretch.testing.Databases;
import homestretch.testing.World;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LongWriteTest {
  @Test
  void who_cannot_write_for_an_import_is_told_so_and_when_to_come_again() throws Exception {
    try (World world = new World(Databases.SQLITE)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch gate = new CountDownLatch(1);
      Thread importing =
          Thread.ofPlatform()
              .start(
                  () ->
                      Caller.BULK.run(
                          () -> {
                            world.database.writeAll(
                                () ->
                                    LongWrite.of(
                                        1_000_000,
                                        () -> {
                                          begun.countDown();
                                          await(gate);
                                        }));
                            LongWrite.over(false);
                          }));
      begun.await();
      Fault.Busy busy =
          catchThrowableOfType(
              Fault.Busy.class, () -> Caller.PERSON.run(() -> world.database.writeAll(() -> {})));
      assertThat(busy.text().en())
          .contains("an import of 1000000 figures is being committed", "nothing was stored");
      assertThat(busy.text().zh()).contains("正在写入一次导入");
      // 60 µs each is what is assumed before the first.
      assertThat(busy.retryAfter().toSeconds()).isBetween(40L, 60L);
      gate.countDown();
      importing.join();
      assertThat(LongWrite.busy()).isNull();
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
