package io.github.xception.djl;

import com.sun.jna.Platform;
import io.github.xception.api.backend.BackendException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Settings of OpenMP, over whose threads an engine's operations spread. It reads them when it is
 * loaded.
 */
final class OpenMp {
  private static final String SPIN_COUNT = "GOMP_SPINCOUNT";
  private static final String ROUNDS = "20000";
  private static final String THREADS = "OMP_NUM_THREADS";

  /** The number of threads that OpenMP was told, 0 for not yet. */
  private static final AtomicInteger TOLD = new AtomicInteger();

  private OpenMp() {}

  /**
   * Settles how threads wait for each other at the end of each operation.
   *
   * <p>As it comes, GNU OpenMP lets them spin for up to 20 milliseconds. Where other processes want
   * the cores too, a thread then spins while the one that it waits for is not running, and a step
   * takes ten times as long. But a thread that has gone to sleep is woken by the system, which
   * takes longer than many an operation: they must not sleep between one and the next. This is
   * about a millisecond. What somebody set by {@code GOMP_SPINCOUNT} or {@code OMP_WAIT_POLICY}
   * stays as it is.
   */
  static void prepareWaiting() {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(SPIN_COUNT) && !environment.containsKey("OMP_WAIT_POLICY")) {
      NativeEnvironment.set(SPIN_COUNT, ROUNDS);
    }
  }

  /**
   * Settles the number of threads for an engine that takes it from {@code OMP_NUM_THREADS} alone.
   *
   * <p>MXNet does: threads of its own do the work, and as it comes it gives them half of the
   * machine's processors (src/engine/openmp.cc).
   *
   * @param wanted what was asked for; 0 for what somebody set in the environment, or else all
   *     processors that Java may use
   * @return the number of threads
   * @throws BackendException if the number cannot be set here, or this process has begun with
   *     another one
   */
  static int prepareThreads(int wanted) {
    int processors = Runtime.getRuntime().availableProcessors();
    int outside = threadsSetOutside();
    int threads = wanted != 0 ? wanted : outside != 0 ? outside : processors;
    if (threads != outside && !Platform.isLinux()) {
      if (wanted != 0) {
        throw new BackendException(
            wanted
                + " threads were asked for, which cannot be set from inside a process on "
                + System.getProperty("os.name")
                + "; start it with "
                + THREADS
                + "="
                + wanted
                + " in its environment");
      }
      return Math.max(1, processors / 2);
    }
    if (TOLD.compareAndSet(0, threads)) {
      NativeEnvironment.set(THREADS, String.valueOf(threads));
    } else if (TOLD.get() != threads) {
      throw new BackendException(
          threads
              + " threads were asked for, but the engine has already begun with "
              + TOLD.get()
              + " in this process and cannot change it; ask for as many, or start another"
              + " process");
    }
    return threads;
  }

  private static int threadsSetOutside() {
    String value = System.getenv().getOrDefault(THREADS, "");
    return value.matches("[1-9]\\d{0,3}") ? Integer.parseInt(value) : 0;
  }
}
