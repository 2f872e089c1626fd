package io.github.xception.bench.parity;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An open engine with one network, which does what requests say. */
final class EngineAtWork {
  private final Backend backend;
  private final Graph graph;
  private final OptimizerSpec optimizer;
  private Optional<InferenceSession> inference = Optional.empty();
  private Optional<TrainingSession> training = Optional.empty();

  /** Makes one; the backend, and what the requests open on it, is closed by whoever opened it. */
  EngineAtWork(Backend backend, Graph graph, OptimizerSpec optimizer) {
    this.backend = backend;
    this.graph = graph;
    this.optimizer = optimizer;
  }

  /** Returns what the engine runs on. */
  BackendInfo info() {
    return backend.info();
  }

  /**
   * Does what is asked.
   *
   * @return the answer
   * @throws IllegalStateException if the request does not fit those before it
   */
  Object handle(Request request) throws IOException {
    if (request instanceof Request.Load load) {
      inference = Optional.of(backend.load(graph, TensorFiles.read(load.weights())));
    } else if (request instanceof Request.Predict predict) {
      TensorFiles.writeOutput(
          predict.to(), inference().predict(TensorFiles.readImages(predict.images())));
    } else if (request instanceof Request.Activations asked) {
      TensorFiles.write(
          asked.to(),
          Weights.of(
              inference().activations(TensorFiles.readImages(asked.images()), asked.paths())));
    } else if (request instanceof Request.Train train) {
      inference.ifPresent(InferenceSession::close);
      inference = Optional.empty();
      training = Optional.of(backend.train(graph, TensorFiles.read(train.weights()), optimizer));
    } else if (request instanceof Request.Step step) {
      return step(step);
    } else {
      throw new IllegalStateException("the engine is open already");
    }
    return Map.of();
  }

  private InferenceSession inference() {
    return inference.orElseThrow(() -> new IllegalStateException("no network is loaded"));
  }

  private StepAnswer step(Request.Step step) throws IOException {
    TrainingSession session =
        training.orElseThrow(() -> new IllegalStateException("no network is in training"));
    Batch batch = TensorFiles.readBatch(step.batch(), step.key());
    StepAnswer answer = step(session, batch, step.learningRate());
    TensorFiles.write(step.to(), session.weights());
    return answer;
  }

  private StepAnswer step(TrainingSession session, Batch batch, double learningRate) {
    if (!backend.info().capabilities().contains(Capability.SEPARATE_GRADIENTS)) {
      StepResult result = session.step(batch, learningRate);
      return new StepAnswer(result.loss(), List.of());
    }
    try (ComputedGradients computed = session.computeGradients(batch)) {
      double norm = computed.gradients().globalNorm();
      session.applyGradients(computed.gradients(), learningRate);
      return new StepAnswer(computed.result().loss(), List.of(norm));
    }
  }
}
