package io.github.xception.api.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The features of the processor, such as {@code avx512f}, as Linux tells of them. */
public final class ProcessorFlags {
  private ProcessorFlags() {}

  /** Returns the features by Linux's names; none where the system does not tell. */
  public static Set<String> read() {
    return read(Path.of("/proc/cpuinfo"));
  }

  static Set<String> read(Path cpuInfo) {
    try (Stream<String> lines = Files.lines(cpuInfo, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip().split(" "))
          .map(words -> Arrays.stream(words).collect(Collectors.toUnmodifiableSet()))
          .orElse(Set.of());
    } catch (IOException e) {
      return Set.of();
    }
  }
}
