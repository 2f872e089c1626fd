package io.github.xception.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does independent pieces of work on all processors. */
final class Parallel {
  private Parallel() {}

  /**
   * Calls {@code action} with 0 to {@code count} − 1 and returns when all calls have ended.
   *
   * @throws CancellationException if the calling thread is interrupted
   */
  static void forEach(int count, IntConsumer action) {
    int threads = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), count));
    AtomicInteger started = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "image-reader-" + started.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            workers.submit(
                () -> {
                  int index = next.getAndIncrement();
                  while (index < count && !Thread.currentThread().isInterrupted()) {
                    action.accept(index);
                    index = next.getAndIncrement();
                  }
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted while reading");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
