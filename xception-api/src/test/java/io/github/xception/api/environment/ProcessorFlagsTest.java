package io.github.xception.api.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorFlagsTest {
  @TempDir Path folder;

  @Test
  void thoseOfTheFirstProcessor() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cpuinfo"),
            "processor\t: 0\nflags\t\t: fpu avx2 avx2 avx512f\n\nprocessor\t: 1\nflags\t\t: sse\n");
    assertThat(ProcessorFlags.read(file)).containsExactlyInAnyOrder("fpu", "avx2", "avx512f");
  }

  @Test
  void noneWhereTheSystemDoesNotTell() throws IOException {
    assertThat(ProcessorFlags.read(folder.resolve("absent"))).isEmpty();
    Path arm =
        Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\nFeatures\t: fp asimd\n");
    assertThat(ProcessorFlags.read(arm)).isEmpty();
  }
}
