package io.github.xception.bench;

import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.measure.Forks;
import io.github.xception.bench.result.Limit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what the machine can do at best: in every round again, since it may be disturbed. */
final class LimitSearch {
  private static final List<String> ENGINES = List.of("PyTorch", "MXNet");
  private static final List<Integer> SIZES = List.of(1024, 2048, 4096, 512);

  private final Forks forks;
  private final Workload workload;
  private final Consumer<String> progress;
  private Optional<Limit> best = Optional.empty();
  private boolean impossible;

  /**
   * Makes one.
   *
   * @param workload its threads and its device are those of the product
   */
  LimitSearch(Forks forks, Workload workload, Consumer<String> progress) {
    this.forks = forks;
    this.workload = workload;
    this.progress = progress;
  }

  /** Returns the best so far; empty if no engine could tell. */
  Optional<Limit> best() {
    return best;
  }

  /** Tries some sizes in the first round, and the best of them in the others. */
  void round(int sizesInFirst) throws IOException {
    if (impossible) {
      return;
    }
    if (best.isPresent()) {
      keep(best.get().engine(), best.get().size());
      return;
    }
    for (String engine : ENGINES) {
      try {
        for (int size : SIZES.subList(0, sizesInFirst)) {
          keep(engine, size);
        }
        return;
      } catch (BackendException e) {
        progress.accept("no limit from " + engine + ": " + e.getMessage());
      }
    }
    impossible = best.isEmpty();
  }

  private void keep(String engine, int size) throws IOException {
    double operations = forks.matrixProduct(engine, workload.threads(), workload.device(), size);
    if (best.isEmpty() || operations > best.get().operationsPerSecond()) {
      best = Optional.of(new Limit(operations, size, engine));
    }
  }
}
