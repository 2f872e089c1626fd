package io.github.xception.api.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NvidiaDriverTest {
  @Test
  void readsTheVersionOfBothKindsOfDriver() {
    assertThat(
            NvidiaDriver.version(
                """
                NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023
                GCC version:  gcc version 12.3.0 (Ubuntu 12.3.0-1ubuntu1~22.04)
                """))
        .isEqualTo("535.129.03");
    assertThat(
            NvidiaDriver.version(
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.14  Release Build"))
        .isEqualTo("550.54.14");
  }

  @Test
  void describesEachGpu() {
    assertThat(
            NvidiaDriver.gpus(
                """
                0, 9.0, 81559 MiB, 550.54.14, NVIDIA H100 80GB HBM3
                1, 8.6, 24576 MiB, 550.54.14, NVIDIA RTX A5000
                """))
        .containsExactly(
            new Fact(
                "NVIDIA GPU 0",
                "NVIDIA H100 80GB HBM3, compute capability 9.0, 81559 MiB, driver 550.54.14"),
            new Fact(
                "NVIDIA GPU 1",
                "NVIDIA RTX A5000, compute capability 8.6, 24576 MiB, driver 550.54.14"));
  }

  @Test
  void anAnswerOfAnotherFormIsLeftOut() {
    assertThat(NvidiaDriver.gpus("No devices were found\n")).isEmpty();
    assertThat(NvidiaDriver.gpus("Field \"compute_cap\" is not a valid field, a, b, c, d"))
        .isEmpty();
  }

  @Test
  void theDriverIsAlwaysAmongTheFacts() {
    assertThat(NvidiaDriver.facts()).extracting(Fact::name).startsWith("NVIDIA driver");
  }
}
