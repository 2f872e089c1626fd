package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Device;
import org.junit.jupiter.api.Test;

class PyTorchBackendTest extends DjlBackendTest {
  @Override
  BackendProvider provider() {
    return new PyTorchBackendProvider();
  }

  @Test
  void saysWhichLibraryItRunsOn() {
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      assertThat(backend.info().engine()).isEqualTo("PyTorch");
      assertThat(backend.info().version()).matches("2\\.7\\.1\\+(cpu|cuda)");
      assertThat(backend.info().devices().get(0)).startsWith("cpu:").contains("libtorch from /");
    }
  }

  @Test
  void usesAsManyThreadsAsAskedFor() {
    String all;
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      all = backend.info().devices().get(0);
    }
    try (Backend backend = open(new BackendOptions(Device.CPU, 1))) {
      assertThat(backend.info().devices().get(0)).startsWith("cpu: 1 threads");
    }
    try (Backend backend = open(BackendOptions.DEFAULT)) {
      assertThat(backend.info().devices().get(0)).isEqualTo(all);
    }
    assertThat(all).matches("cpu: [1-9]\\d* threads.*");
  }

  @Test
  void anAbsentGpuIsNamedWithWhatItTakes() {
    Device gpu = Device.parse("gpu:99");
    assertThatThrownBy(() -> open(new BackendOptions(gpu, 0)).close())
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("gpu:99 was asked for")
        .hasMessageContaining("libtorch 2.7.1+");
  }
}
