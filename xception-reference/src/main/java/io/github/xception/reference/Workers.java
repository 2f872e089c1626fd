package io.github.xception.reference;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads that share out independent tasks. Two tasks never write to the same element, so no result
 * depends on the number of threads.
 */
final class Workers implements AutoCloseable {
  private final ForkJoinPool pool;

  /**
   * Makes workers.
   *
   * @param threads how many; 0 for as many as there are cores
   */
  Workers(int threads) {
    this.pool =
        new ForkJoinPool(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
  }

  /** Runs {@code task} for 0 to {@code count} − 1, in any order, and waits for all. */
  void forEach(int count, IntConsumer task) {
    if (count == 1 || pool.getParallelism() == 1) {
      IntStream.range(0, count).forEach(task);
    } else {
      // A parallel stream runs in the pool of the task that starts it.
      pool.submit(() -> IntStream.range(0, count).parallel().forEach(task)).join();
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
