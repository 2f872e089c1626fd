package io.github.xception.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessUseTest {
  @Test
  void readsWhatLinuxTells() {
    assertThat(ProcessUse.peakResidentBytes("Name:\tjava\nVmHWM:\t    2048 kB\nVmRSS:\t 12 kB\n"))
        .isEqualTo(2048 * 1024);
    assertThat(ProcessUse.peakResidentBytes("Name:\tjava\n")).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void asksTheSystem() {
    assertThat(ProcessUse.peakResidentBytes(ProcessHandle.current())).isGreaterThan(1 << 20);
    assertThat(ProcessUse.processorTime(ProcessHandle.current())).isPositive();
  }
}
