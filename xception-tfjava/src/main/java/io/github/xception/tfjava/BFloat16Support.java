package io.github.xception.tfjava;

import io.github.xception.api.backend.Device;
import io.github.xception.api.environment.ProcessorFlags;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether TensorFlow gains by bfloat16 on this machine. Its rewrite of the graph (Grappler's {@code
 * auto_mixed_precision_onednn_bfloat16}) is for CPUs, and is done only while oneDNN is on; oneDNN
 * takes such operations only on a processor that suits them, and TensorFlow 2.18 would leave them
 * to slow ones of its own elsewhere. Its C API does not tell, so both conditions are asked for here
 * as there: {@code IsMklEnabled} in {@code core/util/port.cc} and {@code
 * IsDataTypeSupportedByOneDNNOnThisCPU} in {@code core/util/util.cc}.
 *
 * @param os name of the operating system
 * @param architecture name of the processor's architecture
 * @param flags the processor's features, by Linux's names
 * @param oneDnn the value of {@code TF_ENABLE_ONEDNN_OPTS}
 */
record BFloat16Support(String os, String architecture, Set<String> flags, Optional<String> oneDnn) {
  private static final String SWITCH = "TF_ENABLE_ONEDNN_OPTS";

  /** With one of these, oneDNN is on unless it is switched off. */
  private static final List<String> ONE_DNN_BY_DEFAULT =
      List.of("avx512_vnni", "avx512_bf16", "avx_vnni", "amx_tile", "amx_int8", "amx_bf16");

  /** TensorFlow also takes AVX-NE-CONVERT, but Linux does not tell of that. */
  private static final String SUITABLE = "avx512f";

  /** Looks at this machine. */
  static BFloat16Support ofThisMachine() {
    return new BFloat16Support(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        ProcessorFlags.read(),
        Optional.ofNullable(System.getenv(SWITCH)));
  }

  /** Returns what stands in the way on a device, and what to do; nothing if it can be had. */
  Optional<String> obstacle(Device device) {
    if (device.kind() == Device.Kind.GPU) {
      return Optional.of(
          "TensorFlow's rewrite to it is for CPUs, and "
              + device
              + " was chosen; ask for device cpu, or set backend.precision to fp32");
    }
    return processor().map(reason -> reason + "; set backend.precision to fp32");
  }

  private Optional<String> processor() {
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    if (!os.equals("Linux") || !x86) {
      return Optional.of(
          "TensorFlow has it from oneDNN on x86-64, and whether a processor suits that is known"
              + " from Linux's /proc/cpuinfo; this is "
              + os
              + " on "
              + architecture);
    }
    Optional<Boolean> switched = oneDnn.flatMap(BFloat16Support::read);
    if (switched.isPresent() && !switched.get()) {
      return Optional.of(
          "TensorFlow has it from oneDNN, which the environment variable "
              + SWITCH
              + "="
              + oneDnn.orElse("")
              + " switches off; unset it");
    }
    if (!flags.contains(SUITABLE)) {
      return Optional.of(
          "TensorFlow has it from oneDNN on processors with AVX-512, whose flag "
              + SUITABLE
              + " is not in /proc/cpuinfo");
    }
    if (switched.isEmpty() && Collections.disjoint(flags, ONE_DNN_BY_DEFAULT)) {
      return Optional.of(
          "TensorFlow has it from oneDNN, which it leaves off on a processor with none of "
              + String.join(", ", ONE_DNN_BY_DEFAULT)
              + " in /proc/cpuinfo; set the environment variable "
              + SWITCH
              + "=1 to have it all the same");
    }
    return Optional.empty();
  }

  /** Reads a switch as TensorFlow does, which ignores what it does not know. */
  private static Optional<Boolean> read(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "0", "false" -> Optional.of(false);
      case "1", "true" -> Optional.of(true);
      default -> Optional.empty();
    };
  }
}
