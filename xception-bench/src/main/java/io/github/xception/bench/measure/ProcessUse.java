package io.github.xception.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process has used. */
final class ProcessUse {
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

  private ProcessUse() {}

  /** Returns the time that all its threads have computed; zero where the system does not tell. */
  static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns the most memory it ever had resident, in bytes; 0 where the system does not tell. */
  static long peakResidentBytes(ProcessHandle process) {
    try {
      return peakResidentBytes(
          new String(Files.readAllBytes(Path.of("/proc", process.pid() + "", "status")), UTF_8));
    } catch (IOException e) {
      return 0;
    }
  }

  static long peakResidentBytes(String status) {
    Matcher matcher = PEAK.matcher(status);
    return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
  }
}
