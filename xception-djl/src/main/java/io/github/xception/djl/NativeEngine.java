package io.github.xception.djl;

import ai.djl.engine.Engine;
import java.util.List;

/** An engine whose native library has been loaded. */
interface NativeEngine {
  /** Returns the name of the backend that runs on it. */
  String backend();

  /** Returns DJL's engine. */
  Engine engine();

  /** Returns the version of the native library and what it is built for. */
  String version();

  /** Describes the devices that there are. */
  List<String> devices();

  /** Returns the operations that it has in a way of its own. */
  EngineOperations operations();
}
