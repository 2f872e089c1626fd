package io.github.xception.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Utils;
import io.github.xception.api.backend.BackendException;

/** What has to be done to start any engine of DJL. */
final class EngineStart {
  private EngineStart() {}

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
   * @param library its native library, for messages
   * @param cache its name in DJL's cache
   * @param source where the library is taken from
   * @param instead which settings, and to what, take it from elsewhere
   * @throws BackendException if it cannot be loaded
   */
  static Engine load(String engine, String library, String cache, String source, String instead) {
    try {
      return Engine.getEngine(engine);
    } catch (EngineException
        | IllegalArgumentException
        | IllegalStateException
        | LinkageError
        | AssertionError e) {
      throw new BackendException(
          "the native library of "
              + library
              + " cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + rootMessage(e)
              + ". It is taken from "
              + source
              + " and unpacked into "
              + Utils.getEngineCacheDir(cache)
              + ". Check that this jar is on the class path and that the folder can be written (set"
              + " DJL_CACHE_DIR for another one), or let "
              + instead
              + ". Nothing is downloaded unless -Dai.djl.offline=false allows it.",
          e);
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
