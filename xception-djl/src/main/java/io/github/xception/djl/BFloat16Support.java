package io.github.xception.djl;

import ai.djl.Device;
import io.github.xception.api.environment.ProcessorFlags;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether libtorch convolves in bfloat16 on this machine. On a CPU it has oneDNN do so where the
 * processor has AVX-512, and elsewhere does it by slow operations of its own ({@code
 * mkldnn_bf16_device_check} in ATen, {@code has_bf16_type_support} in ideep), so these conditions
 * are asked for here. A GPU has it.
 *
 * @param os name of the operating system
 * @param architecture name of the processor's architecture
 * @param flags the processor's features, by Linux's names
 */
record BFloat16Support(String os, String architecture, Set<String> flags) {
  private static final List<String> NEEDED = List.of("avx512bw", "avx512dq", "avx512vl");

  /** Looks at this machine. */
  static BFloat16Support ofThisMachine() {
    return new BFloat16Support(
        System.getProperty("os.name"), System.getProperty("os.arch"), ProcessorFlags.read());
  }

  /** Returns what stands in the way on a device, and what to do; nothing if it can be had. */
  Optional<String> obstacle(Device device) {
    if (device.isGpu()) {
      return Optional.empty();
    }
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    if (!os.equals("Linux") || !x86) {
      return Optional.of(
          "on a CPU libtorch has it from oneDNN on x86-64, and whether a processor suits that is"
              + " known from Linux's /proc/cpuinfo; this is "
              + os
              + " on "
              + architecture
              + "; set backend.precision to fp32");
    }
    List<String> missing = NEEDED.stream().filter(flag -> !flags.contains(flag)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "on a CPU libtorch has it from oneDNN on processors with AVX-512, whose flags "
                + String.join(", ", missing)
                + " are not in /proc/cpuinfo; set backend.precision to fp32");
  }
}
