package com.example.naive;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Inference by plain loops over floats; no training. */
final class NaiveBackend implements Backend {
  private final AtomicBoolean closed = new AtomicBoolean();

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        NaiveBackendProvider.NAME,
        "Java",
        Runtime.version().toString(),
        "cpu",
        List.of("cpu"),
        Set.of(
            Capability.ACTIVATIONS, Capability.GROUPED_CONVOLUTION, Capability.DEPTH_MULTIPLIER));
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    if (closed.get()) {
      throw new IllegalStateException("the backend is closed");
    }
    return new NaiveSession(graph, weights, closed);
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    throw new UnsupportedCapabilityException(NaiveBackendProvider.NAME, Capability.TRAINING);
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
