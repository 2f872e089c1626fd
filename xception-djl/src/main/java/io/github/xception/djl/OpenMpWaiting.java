package io.github.xception.djl;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How libtorch's threads wait for each other at the end of each operation.
 *
 * <p>As it comes, GNU OpenMP lets them spin for some milliseconds. Where other processes want the
 * cores too, a thread then spins while the one that it waits for is not running, and a step takes
 * ten times as long. A few microseconds are enough where nobody else runs. What somebody set by
 * {@code GOMP_SPINCOUNT} or {@code OMP_WAIT_POLICY} stays as it is.
 */
final class OpenMpWaiting {
  private static final Logger log = LoggerFactory.getLogger(OpenMpWaiting.class);
  private static final String SPIN_COUNT = "GOMP_SPINCOUNT";
  private static final String ROUNDS = "1000";

  private OpenMpWaiting() {}

  /** Sets the spin count, which OpenMP reads when it is loaded. */
  static void prepare() {
    Map<String, String> environment = System.getenv();
    if (!Platform.isLinux()
        || environment.containsKey(SPIN_COUNT)
        || environment.containsKey("OMP_WAIT_POLICY")) {
      return;
    }
    try {
      // Java cannot change its own environment; the C library can, and it is there that OpenMP
      // looks.
      Function.getFunction("c", "setenv").invokeInt(new Object[] {SPIN_COUNT, ROUNDS, 1});
      log.debug("{} = {}", SPIN_COUNT, ROUNDS);
    } catch (LinkageError e) {
      log.debug("the C library has no setenv, OpenMP waits as it comes", e);
    }
  }
}
