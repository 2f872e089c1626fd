package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BFloat16SupportTest {
  private static final Set<String> AVX512 = Set.of("fpu", "avx512bw", "avx512dq", "avx512vl");

  @Test
  void aProcessorWithAvx512HasIt() {
    assertThat(new BFloat16Support("Linux", "amd64", AVX512).obstacle(Device.cpu())).isEmpty();
  }

  @Test
  void aProcessorWithoutHasNone() {
    assertThat(obstacle(new BFloat16Support("Linux", "amd64", Set.of("fpu", "avx512bw"))))
        .contains("avx512dq, avx512vl", "fp32")
        .doesNotContain("avx512bw");
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Linux, aarch64", "Mac OS X, aarch64"})
  void whereItCannotBeKnownThatIsSaid(String os, String architecture) {
    assertThat(obstacle(new BFloat16Support(os, architecture, AVX512)))
        .contains("/proc/cpuinfo", os + " on " + architecture, "fp32");
  }

  /** Device.gpu() needs a GPU, Device.of does not. */
  @Test
  void aGpuHasIt() {
    assertThat(new BFloat16Support("Linux", "aarch64", Set.of()).obstacle(Device.of("gpu", 0)))
        .isEmpty();
  }

  private static String obstacle(BFloat16Support machine) {
    return machine.obstacle(Device.cpu()).orElseThrow();
  }
}
