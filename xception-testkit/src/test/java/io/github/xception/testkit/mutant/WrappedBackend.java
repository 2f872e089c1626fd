package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;

/** A backend that does what another does, except for what a subclass says. */
class WrappedBackend implements Backend {
  final Backend backend;

  WrappedBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public BackendInfo info() {
    return backend.info();
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    return backend.load(graph, weights);
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    return backend.train(graph, weights, optimizer);
  }

  @Override
  public void close() {
    backend.close();
  }
}
