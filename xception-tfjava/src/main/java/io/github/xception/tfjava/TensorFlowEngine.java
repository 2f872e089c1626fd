package io.github.xception.tfjava;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.spec.Precision;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.RewriterConfig;

/** Starts TensorFlow's library, and says what was started. */
final class TensorFlowEngine {
  private static final Logger log = LoggerFactory.getLogger(TensorFlowEngine.class);

  private final String device;
  private final List<String> devices;
  private final ConfigProto config;
  private final boolean optimizesEverything;
  private final Set<Capability> capabilities;

  private TensorFlowEngine(
      String device,
      List<String> devices,
      ConfigProto config,
      boolean optimizesEverything,
      Set<Capability> capabilities) {
    this.device = device;
    this.devices = devices;
    this.config = config;
    this.optimizesEverything = optimizesEverything;
    this.capabilities = capabilities;
  }

  /**
   * Loads the library, unless this process has done so already, and chooses the device.
   *
   * @throws BackendException if the library cannot be loaded, or does not have the device
   * @throws UnsupportedCapabilityException if the device does not have the precision
   */
  static TensorFlowEngine start(BackendOptions options) {
    String version = load();
    int threads = ThreadPools.size(options.threads());
    List<PhysicalDevice> found = PhysicalDevice.list(config(threads, Device.AUTO).build());
    List<PhysicalDevice> gpus = found.stream().filter(PhysicalDevice::isGpu).toList();
    Device chosen = choose(options.device(), gpus.size());
    Optional<String> noBFloat16 = BFloat16Support.ofThisMachine().obstacle(chosen);
    if (options.precision() == Precision.BF16 && noBFloat16.isPresent()) {
      throw new UnsupportedCapabilityException(
          TensorFlowBackendProvider.NAME, Capability.BFLOAT16, noBFloat16.get());
    }
    log.info("TensorFlow {} on {}, {} threads", version, chosen, threads);
    List<String> words = found.stream().map(each -> each.describe(threads)).toList();
    ConfigProto.Builder config = config(threads, chosen);
    if (options.precision() == Precision.BF16) {
      config
          .getGraphOptionsBuilder()
          .getRewriteOptionsBuilder()
          .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    EnumSet<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (noBFloat16.isPresent()) {
      capabilities.remove(Capability.BFLOAT16);
    }
    // A GPU wants another memory layout, and bf16 its casts put in and reduced.
    boolean optimizesEverything =
        chosen.kind() == Device.Kind.GPU || options.precision() == Precision.BF16;
    return new TensorFlowEngine(
        chosen.toString(), words, config.build(), optimizesEverything, capabilities);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Loads the library, unless this process has done so already.
   *
   * @return its version
   * @throws BackendException if it cannot be loaded
   */
  static String load() {
    // JavaCPP counts all memory of the process, the engine's too, against four times the Java heap,
    // and fails beyond it. It reads this when its classes are loaded.
    setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    try {
      return TensorFlow.version();
    } catch (LinkageError | RuntimeException e) {
      throw new BackendException(NativeLibrary.cannotBeLoaded(e), e);
    }
  }

  private static Device choose(Device wanted, int gpus) {
    return switch (wanted.kind()) {
      case CPU -> Device.CPU;
      case AUTO -> gpus > 0 ? new Device(Device.Kind.GPU, 0) : Device.CPU;
      case GPU -> {
        if (wanted.index() >= gpus) {
          throw new BackendException(NativeLibrary.noGpu(wanted, gpus));
        }
        yield wanted;
      }
    };
  }

  /** Returns settings of a session on a device; {@code auto} is all of them. */
  private static ConfigProto.Builder config(int threads, Device device) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads);
    return switch (device.kind()) {
      case CPU -> config.putDeviceCount("GPU", 0);
      case AUTO -> config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
      case GPU ->
          config.setGpuOptions(
              GPUOptions.newBuilder()
                  .setAllowGrowth(true)
                  .setVisibleDeviceList(String.valueOf(device.index())));
    };
  }

  /** Returns the settings of a session. */
  ConfigProto config(GraphUse use) {
    return optimizesEverything ? config : use.optimizing(config);
  }

  /** Returns the version of the library. */
  String version() {
    return TensorFlow.version();
  }

  /** Returns the device that sessions compute on. */
  String device() {
    return device;
  }

  /** Returns what can be done on the device. */
  Set<Capability> capabilities() {
    return capabilities;
  }

  /** Describes the devices that there are. */
  List<String> devices() {
    return devices;
  }
}
