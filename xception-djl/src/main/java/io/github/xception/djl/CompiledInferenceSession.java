package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Inference by a compiled network. It has no inner values: who asks for these gets them from the
 * network as it is, which is loaded when that happens first.
 */
final class CompiledInferenceSession implements InferenceSession {
  private final Workspace workspace;
  private final Graph graph;
  private final CompiledNetwork network;
  private final Supplier<InferenceSession> uncompiled;
  private @Nullable InferenceSession inner;

  /**
   * Compiles a network. On the engine's thread.
   *
   * @param manager holds all that belongs to the session; closed with it, and if this fails
   * @param uncompiled opens a session that has inner values, in a manager below that one
   * @throws IllegalArgumentException if a parameter is missing or has another shape
   */
  CompiledInferenceSession(
      NDManager manager,
      Graph graph,
      Weights weights,
      ScriptForm form,
      Precision precision,
      Supplier<InferenceSession> uncompiled) {
    this.workspace = new Workspace(manager, graph.name());
    this.graph = graph;
    this.network =
        workspace.create(
            holder -> CompiledNetwork.compile(holder, graph, weights, form, precision));
    this.uncompiled = uncompiled;
  }

  @Override
  public Tensor predict(Tensor images) {
    graph.checkImages(images);
    return workspace.compute(
        scratch -> {
          try (NDArray output = network.predict(HostArrays.value(scratch, images), scratch)) {
            return HostArrays.valueToHost(output);
          }
        });
  }

  @Override
  public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
    InferenceSession session = inner;
    if (session == null) {
      session = workspace.compute(scratch -> uncompiled.get());
      inner = session;
    }
    return session.activations(images, paths);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
