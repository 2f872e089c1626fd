package io.github.xception.bench.direct;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.Device;
import java.util.Optional;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.types.TFloat32;

/**
 * Where TensorFlow computes. Its Java API lists no devices, so a trial operation that may run
 * nowhere else shows whether there is one.
 *
 * @param device a device that there is: {@code cpu} or {@code gpu:N}
 * @param threads of each operation, and operations at a time
 */
record TensorFlowDevice(Device device, int threads) {
  /**
   * Finds a device.
   *
   * @param wanted what was asked for; {@code auto} is the first GPU, or else the CPU
   * @throws BackendException if TensorFlow does not have it
   */
  static TensorFlowDevice find(Device wanted, int threads) {
    return switch (wanted.kind()) {
      case CPU -> new TensorFlowDevice(Device.CPU, threads);
      case AUTO -> {
        TensorFlowDevice gpu = new TensorFlowDevice(new Device(Device.Kind.GPU, 0), threads);
        yield gpu.obstacle().isEmpty() ? gpu : new TensorFlowDevice(Device.CPU, threads);
      }
      case GPU -> {
        TensorFlowDevice gpu = new TensorFlowDevice(wanted, threads);
        Optional<String> obstacle = gpu.obstacle();
        if (obstacle.isPresent()) {
          throw new BackendException(
              "%s was asked for, and TensorFlow cannot compute there: %s; ask for cpu or auto"
                  .formatted(wanted, obstacle.get()));
        }
        yield gpu;
      }
    };
  }

  /** Returns the settings of a session that computes there. */
  ConfigProto config() {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads);
    if (device.kind() == Device.Kind.CPU) {
      config.putDeviceCount("GPU", 0);
    } else {
      config.setGpuOptions(
          GPUOptions.newBuilder()
              .setAllowGrowth(true)
              .setVisibleDeviceList(String.valueOf(device.index())));
    }
    return config.build();
  }

  /** Tries a GPU; it is the only one that the session sees, and so has number 0 there. */
  private Optional<String> obstacle() {
    try (Graph graph = new Graph();
        Session session = new Session(graph, config())) {
      Ops pinned =
          Ops.create(graph)
              .withDevice(
                  DeviceSpec.newBuilder().deviceType(DeviceType.GPU).deviceIndex(0).build());
      Operand<TFloat32> two = pinned.math.add(pinned.constant(1f), pinned.constant(1f));
      session.runner().fetch(two).run().close();
      return Optional.empty();
    } catch (RuntimeException e) {
      // What TensorFlow throws has no class in common.
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }
}
