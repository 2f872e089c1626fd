package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The physical memory that this process occupies, as Linux tells it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** What the process may grow by: allocators keep some memory for later. */
  private static final long BOUND = 32L << 20;

  /** Rounds before measuring, in which caches and heap find their size. */
  private static final int WARM_UP_ROUNDS = 3;

  private static final int ROUNDS = 12;

  private ResidentMemory() {}

  /** Tells whether this system says how much it is. */
  static boolean known() {
    return Files.isReadable(STATUS);
  }

  /** Does the same work many times and expects the process not to grow by it. */
  static void expectNoGrowth(Runnable round) {
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      bytesAfter(round);
    }
    long[] resident = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      resident[i] = bytesAfter(round);
    }
    // The most of the first quarter against the least of the last: what swings does not count,
    // what only rises does.
    int quarter = ROUNDS / 4;
    long before = LongStream.of(resident).limit(quarter).max().orElseThrow();
    long after = LongStream.of(resident).skip(ROUNDS - quarter).min().orElseThrow();
    assertThat(after - before)
        .as("growth of the resident memory in bytes, round by round %s", Arrays.toString(resident))
        .isLessThan(BOUND);
  }

  private static long bytesAfter(Runnable round) {
    round.run();
    // Each round is followed by a collection, so that it finds the Java heap as the last one did.
    System.gc();
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
