package io.github.xception.bench.direct;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.github.xception.api.backend.BackendException;

/** An engine of DJL, started as DJL's own documentation says. */
final class DjlEngine {
  private DjlEngine() {}

  /**
   * Starts an engine, unless this process has done so.
   *
   * @param name DJL's name of it
   * @throws BackendException if it cannot start
   */
  static Engine start(String name, int threads) {
    // With two engines on the class path DJL would start another one beside it.
    System.setProperty("ai.djl.default_engine", name);
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
    try {
      return Engine.getEngine(name);
    } catch (EngineException | IllegalArgumentException | IllegalStateException | LinkageError e) {
      throw new BackendException(name + " cannot start: " + e, e);
    }
  }

  /**
   * Returns a device.
   *
   * @param wanted {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @throws BackendException if the engine does not have it
   */
  static Device device(Engine engine, String wanted) {
    int gpus = engine.getGpuCount();
    io.github.xception.api.backend.Device device =
        io.github.xception.api.backend.Device.parse(wanted);
    return switch (device.kind()) {
      case CPU -> Device.cpu();
      case AUTO -> gpus > 0 ? Device.gpu(0) : Device.cpu();
      case GPU -> {
        if (device.index() >= gpus) {
          throw new BackendException(
              "%s was asked for, and %s sees %d GPUs"
                  .formatted(device, engine.getEngineName(), gpus));
        }
        yield Device.gpu(device.index());
      }
    };
  }

  /** Returns a device as people write it. */
  static String name(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }
}
