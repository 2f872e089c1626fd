package io.github.xception.tfjava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is said where TensorFlow's library lacks something. */
class NativeLibraryTest {
  @Test
  void aGpuThatIsNotThereIsToldWithAllThatItTakes() {
    assertThat(NativeLibrary.noGpu(Device.parse("gpu:0"), 0))
        .contains("gpu:0 was asked for")
        .containsPattern("linux-x86_64-gpu \\((not )?on the class path")
        .containsPattern("NVIDIA driver, 525.60.13 or newer \\((none: there is no /proc|\\d{3})")
        .containsPattern("CUDA 12.5 or a newer 12 \\((none: .*libcudart.so.12|/.*libcudart)")
        .containsPattern("cuDNN 9.3 or a newer 9 \\((none: .*libcudnn.so.9|/.*libcudnn)")
        .contains("LD_LIBRARY_PATH", "ask for cpu");
  }

  @Test
  void aGpuBeyondThoseThatAreThereIsToldWhichThereAre() {
    assertThat(NativeLibrary.noGpu(Device.parse("gpu:2"), 2)).contains("gpu:0 to gpu:1");
    assertThat(NativeLibrary.noGpu(Device.parse("gpu:2"), 1)).endsWith("Ask for gpu:0.");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
  void aLibraryThatIsThereIsNamedByItsFile() {
    assertThat(NativeLibrary.found("libm.so.6")).startsWith("/").contains("libm.so.6");
    assertThat(NativeLibrary.found("libnothing.so.1")).startsWith("none: ").contains("libnothing");
  }

  @Test
  void aLibraryThatCannotBeLoadedIsToldWithItsCacheFolder() {
    Throwable error =
        new ExceptionInInitializerError(new UnsatisfiedLinkError("no such file: libx.so"));

    assertThat(NativeLibrary.cannotBeLoaded(error))
        .contains(
            System.getProperty("os.arch"),
            "UnsatisfiedLinkError: no such file: libx.so",
            "tensorflow-core-native",
            "org.bytedeco.javacpp.cachedir");
  }
}
