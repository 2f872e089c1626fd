package io.github.xception.tfjava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What this process has used so far, as Linux counts it.
 *
 * @param seconds a time of no particular origin
 * @param processorSeconds of all threads
 * @param faults pages that had to be mapped
 * @param residentMegabytes now
 * @param peakMegabytes at most
 */
record ProcessUsage(
    double seconds,
    double processorSeconds,
    long faults,
    long residentMegabytes,
    long peakMegabytes) {
  private static final double TICKS_PER_SECOND = 100;

  static ProcessUsage now() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      // Fields count from the state, which follows the command's name in brackets; see proc(5).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
      return new ProcessUsage(
          System.nanoTime() / 1e9,
          ticks / TICKS_PER_SECOND,
          Long.parseLong(fields[7]),
          megabytes("VmRSS:"),
          megabytes("VmHWM:"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long megabytes(String key) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(text -> text.startsWith(key)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
  }

  /** Returns what was used since {@code before}, for each of {@code repetitions}. */
  ProcessUsage since(ProcessUsage before, int repetitions) {
    return new ProcessUsage(
        (seconds - before.seconds) / repetitions,
        (processorSeconds - before.processorSeconds) / repetitions,
        (faults - before.faults) / repetitions,
        residentMegabytes,
        peakMegabytes);
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "%.4f s, %.4f processor seconds, %d page faults, %d MB resident, %d MB at most",
        seconds,
        processorSeconds,
        faults,
        residentMegabytes,
        peakMegabytes);
  }
}
