package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A graph with its parameters in the engine: what both kinds of session are about. */
final class Network implements AutoCloseable {
  private final Workspace workspace;
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
    this.workspace = new Workspace(manager, graph.name());
    this.graph = graph;
    this.layouts = ParameterLayout.of(graph);
    this.parameters =
        workspace.create(holder -> ParameterArrays.load(holder, layouts, weights, ""));
  }

  Graph graph() {
    return graph;
  }

  NDManager manager() {
    return workspace.manager();
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
    ParameterArrays restored = ParameterArrays.load(manager(), layouts, weights, "");
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

  /** As {@link Workspace#compute}. */
  <T> T compute(Function<NDManager, T> computation) {
    return workspace.compute(computation);
  }

  /** As {@link Workspace#run}. */
  void run(Consumer<NDManager> computation) {
    workspace.run(computation);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
