package io.github.xception.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A graph with its parameters in the engine: what both kinds of session are about. */
final class Network implements AutoCloseable {
  private final NDManager manager;
  private final Graph graph;
  private final List<ParameterLayout> layouts;
  private ParameterArrays parameters;

  /**
   * Copies the weights into the engine.
   *
   * @param manager holds all that belongs to the session; closed with it, and if this fails
   * @throws IllegalArgumentException if a parameter is missing or has another shape
   */
  Network(NDManager manager, Graph graph, Weights weights) {
    this.manager = manager;
    this.graph = graph;
    this.layouts = ParameterLayout.of(graph);
    try {
      this.parameters = ParameterArrays.load(manager, layouts, weights, "");
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  Graph graph() {
    return graph;
  }

  NDManager manager() {
    return manager;
  }

  ParameterArrays parameters() {
    return parameters;
  }

  /** Returns the layouts of the parameters that an optimizer changes. */
  List<ParameterLayout> trainable() {
    return layouts.stream().filter(layout -> layout.info().trainable()).toList();
  }

  /** Replaces the parameters. */
  void restore(Weights weights) {
    ParameterArrays restored = ParameterArrays.load(manager, layouts, weights, "");
    parameters.close();
    parameters = restored;
  }

  /**
   * Checks and brings in a batch of images.
   *
   * @param scratch keeps them until it is closed
   * @throws IllegalArgumentException if they do not have the graph's input shape
   */
  NDArray images(NDManager scratch, Tensor images) {
    graph.checkImages(images);
    return HostArrays.value(scratch, images);
  }

  /**
   * Computes something in the engine.
   *
   * @param computation gets a manager that is closed after it
   * @throws IllegalStateException if closed
   * @throws BackendException if the engine fails
   */
  <T> T compute(Function<NDManager, T> computation) {
    return EngineThread.call(() -> computeHere(computation));
  }

  private <T> T computeHere(Function<NDManager, T> computation) {
    if (!manager.isOpen()) {
      throw new IllegalStateException("the session of '" + graph.name() + "' is closed");
    }
    try (NDManager scratch = manager.newSubManager()) {
      return computation.apply(scratch);
    } catch (EngineException e) {
      throw new BackendException(
          "the engine failed on '" + graph.name() + "': " + e.getMessage(), e);
    }
  }

  /** As {@link #compute}, without a result. */
  void run(Consumer<NDManager> computation) {
    compute(
        scratch -> {
          computation.accept(scratch);
          return true;
        });
  }

  @Override
  public void close() {
    manager.close();
  }
}
