package io.github.xception.tfjava;

import io.github.xception.api.backend.BackendException;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that operations spread over. */
final class ThreadPools {
  /** The engine's pools are the process's own, made by its first session and never again. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private ThreadPools() {}

  /**
   * Settles the number of threads.
   *
   * @param wanted what was asked for; 0 for all cores
   * @throws BackendException if this process has begun with another number
   */
  static int size(int wanted) {
    int size = wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
    MADE.compareAndSet(0, size);
    if (MADE.get() != size) {
      throw new BackendException(
          size
              + " threads were asked for, but TensorFlow has already begun with "
              + MADE.get()
              + " in this process and cannot change it; ask for as many, or start another"
              + " process");
    }
    return size;
  }
}
