package com.example.arrays;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.EnumSet;
import java.util.List;

/** Loops over arrays, one after the other. Its memory is the heap's, so closing frees nothing. */
final class ArraysBackend implements Backend {
  private volatile boolean closed;

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        ArraysBackendProvider.NAME,
        "Java",
        Runtime.version().toString(),
        "cpu",
        List.of("cpu"),
        EnumSet.complementOf(EnumSet.of(Capability.BFLOAT16)));
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    checkOpen();
    return new ArraysInference(this, graph, weights);
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    checkOpen();
    return new ArraysTraining(this, graph, weights, optimizer);
  }

  /** Sessions ask this before everything they do: closing a backend closes its sessions. */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
