package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import org.junit.jupiter.api.Test;

class MxNetBackendTest extends DjlBackendTest {
  @Override
  BackendProvider provider() {
    return new MxNetBackendProvider();
  }

  @Test
  void saysWhichLibraryItRunsOn() {
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      assertThat(backend.info().engine()).isEqualTo("MXNet");
      assertThat(backend.info().version()).matches("1\\.9\\.\\d\\+cpu");
      assertThat(backend.info().devices().get(0)).startsWith("cpu:").contains("libmxnet from /");
    }
  }

  @Test
  void usesAllCoresAndCannotChangeItsMind() {
    assumeThat(System.getenv()).doesNotContainKey("OMP_NUM_THREADS");
    int all = Runtime.getRuntime().availableProcessors();
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      assertThat(backend.info().devices().get(0)).startsWith("cpu: " + all + " threads");
    }
    assertThatThrownBy(() -> open(new BackendOptions(Device.CPU, all + 1)).close())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(all + 1 + " threads were asked for")
        .hasMessageContaining("begun with " + all);
  }

  @Test
  void aGpuIsRefusedWithWhy() {
    assertThatThrownBy(() -> open(new BackendOptions(Device.parse("gpu:0"), 0)).close())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("gpu:0 was asked for")
        .hasMessageContaining("on the CPU only");
  }
}
