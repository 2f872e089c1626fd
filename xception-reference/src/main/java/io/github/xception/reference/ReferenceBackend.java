package io.github.xception.reference;

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

/** The reference engine: plain Java, with all capabilities but low precision. */
final class ReferenceBackend implements Backend {
  private final OpenState open = OpenState.backend();
  private final Workers workers;

  ReferenceBackend(Workers workers) {
    this.workers = workers;
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        ReferenceBackendProvider.NAME,
        "Java",
        Runtime.version().toString(),
        "cpu",
        List.of("cpu"),
        EnumSet.complementOf(EnumSet.of(Capability.BFLOAT16)));
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    open.check();
    return new ReferenceInferenceSession(open.session("inference"), workers, graph, weights);
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    open.check();
    return new ReferenceTrainingSession(
        open.session("training"), workers, graph, weights, optimizer);
  }

  @Override
  public void close() {
    open.close();
    workers.close();
  }
}
