package io.github.xception.bench.contender;

import java.io.IOException;
import java.util.Map;

/** Something that runs networks and takes part in a bench. Making one is cheap. */
public interface Contender {
  /** What is before a backend's name in that of the code written directly against its engine. */
  String DIRECT = "direct-";

  /** What the names of contenders that are not of the JVM begin with. */
  String PEER = "peer-";

  /**
   * Returns its name, for example {@code pytorch}, {@code direct-pytorch} or {@code peer-keras}.
   */
  String name();

  /** Returns variables that the process it runs in has to be started with for a workload. */
  default Map<String, String> environment(Workload workload) {
    return Map.of();
  }

  /**
   * Prepares for a workload: starts the engine, reads the weights and the batch, and makes all that
   * is made once.
   *
   * @throws IOException if the folder cannot be read
   * @throws io.github.xception.api.backend.BackendException if the engine cannot start, or the
   *     workload asks for what it cannot do; the message says why
   * @throws io.github.xception.api.backend.UnsupportedCapabilityException if it lacks the precision
   *     or the mode
   */
  ContenderSession open(WorkloadFolder folder) throws IOException;
}
