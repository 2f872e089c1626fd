package io.github.xception.bench;

import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.measure.Forks;
import io.github.xception.bench.result.Limit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what the machine can do at best: in every round again, since it may be disturbed. */
final class LimitSearch {
  private static final List<String> ENGINES = List.of("PyTorch", "MXNet");

  /**
   * Each is {@link #FACTOR} times the one before; one whose product outlasts an iteration ends it.
   */
  private static final List<Integer> SIZES = List.of(2048, 4096);

  private static final int FACTOR = 2;

  private final Forks forks;
  private final Workload workload;
  private final double seconds;
  private final Consumer<String> progress;
  private Optional<Limit> best = Optional.empty();
  private boolean impossible;

  /**
   * Makes one.
   *
   * @param workload its threads and its device are those of the product
   * @param iteration how long an iteration is
   */
  LimitSearch(Forks forks, Workload workload, Duration iteration, Consumer<String> progress) {
    this.forks = forks;
    this.workload = workload;
    this.seconds = iteration.toNanos() / 1e9;
    this.progress = progress;
  }

  /** Returns the best so far; empty if no engine could tell. */
  Optional<Limit> best() {
    return best;
  }

  /** Tries sizes in the first round, and the best of them in the others. */
  void round() throws IOException {
    if (impossible) {
      return;
    }
    if (best.isPresent()) {
      keep(best.get().engine(), best.get().size());
      return;
    }
    for (String engine : ENGINES) {
      try {
        for (int size : SIZES) {
          double operations = keep(engine, size);
          if (FACTOR * FACTOR * FACTOR * Forks.operations(size) / operations > seconds) {
            return;
          }
        }
        return;
      } catch (BackendException e) {
        progress.accept("no limit from " + engine + ": " + e.getMessage());
      }
    }
    impossible = best.isEmpty();
  }

  private double keep(String engine, int size) throws IOException {
    double operations = forks.matrixProduct(engine, workload.threads(), workload.device(), size);
    if (best.isEmpty() || operations > best.get().operationsPerSecond()) {
      best = Optional.of(new Limit(operations, size, engine));
    }
    return operations;
  }
}
