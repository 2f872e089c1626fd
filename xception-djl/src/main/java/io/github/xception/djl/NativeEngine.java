package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Set;

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

  /** Returns the device that sessions compute on. */
  Device device();

  /** Returns what it can do on that device. */
  Set<Capability> capabilities();

  /**
   * Returns the operations that it has in a way of its own.
   *
   * @param manager holds what they need
   */
  EngineOperations operations(NDManager manager);

  /**
   * Opens a session for inference. On the engine's thread.
   *
   * @param manager holds all that belongs to the session; closed with it, and if this fails
   * @throws IllegalArgumentException if a parameter is missing or has another shape
   */
  InferenceSession infer(NDManager manager, Graph graph, Weights weights);
}
