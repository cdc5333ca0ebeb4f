package homestretch.adapter.socket;

import homestretch.core.chat.talk.Belonging;
import homestretch.core.doctor.Finding;
import homestretch.core.doctor.Reference;
import homestretch.core.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a platform's address book says of people and departments, kept for some minutes: who moves
 * to another department has its rights by then.
 */
public final class AddressBook implements Belonging {
  private static final Duration KEPT = Duration.ofMinutes(10);

  /** A refusal is asked about again sooner, as somebody may have given the scope. */
  private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);

  /** Somebody waits for an answer of ours meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST = 20_000;

  /** Asks the platform. */
  @FunctionalInterface
  public interface Source<V> {
    V ask(String id) throws IOException, InterruptedException;
  }

  private final Predicate<String> isDepartment;
  private final Kept<Set<String>> departments;
  private final Kept<Optional<String>> names;

  /**
   * @param isDepartment whether an id is one of a department, by its looks
   * @param departmentsOf a person's departments and those above them
   * @param nameOf what a person, a department or a group is called; empty: there is none
   */
  public AddressBook(
      Predicate<String> isDepartment,
      Source<Set<String>> departmentsOf,
      Source<Optional<String>> nameOf) {
    this.isDepartment = isDepartment;
    this.departments = new Kept<>(departmentsOf);
    this.names = new Kept<>(nameOf);
  }

  /**
   * Links and rights that name a department which the platform does not show; asks for each once.
   *
   * @param why what is wrong with a department; empty: nothing
   */
  public static List<Finding> pointingNowhere(
      List<Reference> references, Predicate<String> isDepartment, Source<Optional<Text>> why)
      throws IOException, InterruptedException {
    List<Finding> found = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (Reference reference : references) {
      boolean isOne = reference.kind() == Reference.Kind.ROLE && isDepartment.test(reference.id());
      if (isOne && asked.add(reference.id())) {
        why.ask(reference.id()).ifPresent(w -> found.add(reference.pointsNowhere(w)));
      }
    }
    return found;
  }

  @Override
  public Set<String> among(String person, Set<String> roles) {
    Set<String> named = new HashSet<>(roles);
    named.removeIf(isDepartment.negate());
    if (!named.isEmpty()) {
      named.retainAll(departments.of(person));
    }
    return named;
  }

  /** Empty: there is none, or the platform does not tell. */
  public Optional<String> name(String id) {
    try {
      return names.of(id);
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Answers by key, asked for once at a time. */
  private static final class Kept<V> {
    private record Asked<V>(long at, CompletableFuture<V> answer) {
      boolean isFresh() {
        Duration kept = answer.isCompletedExceptionally() ? FAILURE_KEPT : KEPT;
        return System.nanoTime() - at < kept.toNanos();
      }
    }

    private final Map<String, Asked<V>> asked = new ConcurrentHashMap<>();
    private final Source<V> source;

    Kept(Source<V> source) {
      this.source = source;
    }

    V of(String key) {
      if (asked.size() >= MOST) {
        asked.clear();
      }
      try {
        return asked
            .compute(key, this::current)
            .answer
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        String why = e.getCause() == null ? null : e.getCause().getMessage();
        throw new IllegalStateException(String.valueOf(why), e);
      } catch (TimeoutException e) {
        throw new IllegalStateException("no answer for " + PATIENCE.toSeconds() + " s", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    private Asked<V> current(String key, @Nullable Asked<V> before) {
      return before != null && before.isFresh()
          ? before
          : new Asked<>(
              System.nanoTime(),
              CompletableFuture.supplyAsync(
                  () -> Sender.answered(() -> source.ask(key)), Thread::startVirtualThread));
    }
  }
}
