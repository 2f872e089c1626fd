package io.github.xception.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.spec.Precision;

/** What has to be done to start any engine of DJL. */
final class EngineStart {
  private EngineStart() {}

  /**
   * Refuses to compute in anything but fp32.
   *
   * @param backend the backend's name
   * @throws UnsupportedCapabilityException if another precision was asked for
   */
  static void requireFp32(String backend, BackendOptions options) {
    if (options.precision() == Precision.BF16) {
      throw new UnsupportedCapabilityException(
          backend,
          Capability.BFLOAT16,
          "it computes in fp32. Set backend.precision to fp32, or take the backend 'pytorch' or"
              + " 'tensorflow'; `xception backends` tells which one has it here");
    }
  }

  /** Settles what has to be so before DJL's classes and an engine's native library are loaded. */
  static void prepare(String engine) {
    // With both engines on the class path DJL would start MXNet beside the one that is wanted, and
    // libmxnet holds OpenMP, libtorch's too, to one thread.
    setUnlessSet("ai.djl.default_engine", engine);
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    NativeAllocator.prepare();
    OpenMp.prepareWaiting();
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Loads an engine.
   *
   * @param engine DJL's name of it
   * @param library where DJL takes its native library from
   * @throws BackendException if it cannot be loaded
   */
  static Engine load(String engine, DjlLibrary library) {
    try {
      return Engine.getEngine(engine);
    } catch (EngineException
        | IllegalArgumentException
        | IllegalStateException
        | LinkageError
        | AssertionError e) {
      throw new BackendException(library.cannotBeLoaded(rootMessage(e)), e);
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
