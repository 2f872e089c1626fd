package io.github.xception.tfjava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Device;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which machines have bfloat16, and what is said where they have not. */
class BFloat16SupportTest {
  private static final Set<String> NEW = Set.of("fpu", "avx2", "avx512f", "avx512_vnni");
  private static final Set<String> SKYLAKE = Set.of("fpu", "avx2", "avx512f");
  private static final Set<String> WITHOUT_AVX512 = Set.of("fpu", "avx2", "avx_vnni");

  @Test
  void aProcessorThatOneDnnIsMeantForHasIt() {
    assertThat(linux(NEW, Optional.empty()).obstacle(Device.CPU)).isEmpty();
    assertThat(linux(NEW, Optional.of("1")).obstacle(Device.CPU)).isEmpty();
    assertThat(linux(NEW, Optional.of("no idea")).obstacle(Device.CPU)).isEmpty();
  }

  @Test
  void anOlderOneHasItWhenOneDnnIsSwitchedOn() {
    assertThat(obstacle(linux(SKYLAKE, Optional.empty())))
        .contains("avx512_vnni", "TF_ENABLE_ONEDNN_OPTS=1", "fp32");
    assertThat(linux(SKYLAKE, Optional.of("true")).obstacle(Device.CPU)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "false", "FALSE"})
  void withoutOneDnnThereIsNone(String off) {
    assertThat(obstacle(linux(NEW, Optional.of(off))))
        .contains("TF_ENABLE_ONEDNN_OPTS=" + off, "unset it", "fp32");
  }

  @Test
  void aProcessorWithoutAvx512HasNone() {
    assertThat(obstacle(linux(WITHOUT_AVX512, Optional.of("1")))).contains("avx512f", "fp32");
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Linux, aarch64", "Mac OS X, aarch64"})
  void whereItCannotBeKnownThatIsSaid(String os, String architecture) {
    assertThat(obstacle(new BFloat16Support(os, architecture, NEW, Optional.empty())))
        .contains("/proc/cpuinfo", os + " on " + architecture, "fp32");
  }

  @Test
  void aGpuHasNone() {
    assertThat(linux(NEW, Optional.empty()).obstacle(Device.parse("gpu:1")).orElseThrow())
        .contains("gpu:1", "cpu", "fp32");
  }

  private static BFloat16Support linux(Set<String> flags, Optional<String> oneDnn) {
    return new BFloat16Support("Linux", "amd64", flags, oneDnn);
  }

  private static String obstacle(BFloat16Support machine) {
    return machine.obstacle(Device.CPU).orElseThrow();
  }
}
