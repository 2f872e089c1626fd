package io.github.xception.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @Test
  void reads() {
    assertThat(Device.parse("auto")).isEqualTo(Device.AUTO);
    assertThat(Device.parse("cpu")).isEqualTo(Device.CPU);
    assertThat(Device.parse("gpu")).isEqualTo(new Device(Device.Kind.GPU, 0));
    assertThat(Device.parse("gpu:3")).isEqualTo(new Device(Device.Kind.GPU, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "gpu:0", "gpu:12"})
  void writesWhatItReads(String text) {
    assertThat(Device.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "CPU", "tpu", "cpu:1", "auto:0", "gpu:", "gpu:-1", "gpu:x", "gpu:99999"})
  void refuses(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown device '" + text + "': expected auto, cpu, gpu or gpu:N");
  }

  @Property
  void onlyThatExceptionComesOut(@ForAll String text) {
    try {
      assertThat(Device.parse(text)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("unknown device");
    }
  }
}
