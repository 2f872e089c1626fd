package io.github.xception.data;

import io.github.xception.data.batch.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does independent pieces of work on all processors. */
final class Parallel {
  private Parallel() {}

  /**
   * Returns what {@code action} returns for 0 to {@code count} − 1, in that order.
   *
   * @throws CancellationException if the calling thread is interrupted
   */
  static <T> List<T> map(int count, IntFunction<T> action) {
    int threads = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), count));
    ExecutorService workers = Tasks.daemons(threads, "image-reader");
    try {
      List<Future<T>> tasks = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int index = i;
        tasks.add(workers.submit(() -> action.apply(index)));
      }
      return tasks.stream().map(Tasks::result).toList();
    } finally {
      workers.shutdownNow();
    }
  }
}
