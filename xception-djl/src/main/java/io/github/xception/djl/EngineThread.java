package io.github.xception.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The one thread on which the engine works; an operation spreads over the cores by itself.
 *
 * <p>Much of an engine belongs to a thread: whether gradients are recorded, the team of OpenMP, the
 * heap that the C library allocates from. And DJL records gradients on one thread at a time.
 */
final class EngineThread {
  private static final int MOST_CANDIDATES = 64;
  private static final ExecutorService THREAD = choose();

  private EngineThread() {}

  /**
   * Finds a thread on the process's first heap: glibc deals its heaps out to threads, and only the
   * first one can grow by blocks of any size. Where there is none, any thread will do.
   */
  private static ExecutorService choose() {
    List<ExecutorService> candidates = new ArrayList<>();
    ExecutorService chosen;
    do {
      chosen = Executors.newSingleThreadExecutor(EngineThread::daemon);
      candidates.add(chosen);
    } while (!CompletableFuture.supplyAsync(NativeAllocator::onFirstHeap, chosen).join()
        && candidates.size() < MOST_CANDIDATES);
    // Only now, since a thread that ends makes room for the next one on its own heap.
    candidates.remove(chosen);
    candidates.forEach(ExecutorService::shutdown);
    return chosen;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "xception-engine");
    thread.setDaemon(true);
    return thread;
  }

  /** Does something on the engine's thread and waits for it. What it throws is thrown here. */
  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, THREAD).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException failure) {
        throw withCaller(failure);
      }
      if (cause instanceof Error error) {
        throw withCaller(error);
      }
      throw e;
    }
  }

  /** Continues the stack trace with who asked for the work. */
  private static <E extends Throwable> E withCaller(E failure) {
    StackTraceElement[] caller = new Throwable().getStackTrace();
    failure.setStackTrace(
        Stream.of(failure.getStackTrace(), caller)
            .flatMap(Stream::of)
            .toArray(StackTraceElement[]::new));
    return failure;
  }
}
