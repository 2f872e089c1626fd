package io.github.xception.reference;

import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Training in double precision. All that stays between two steps (weights, moving statistics,
 * optimizer slots) is rounded to float at the end of the step, so what {@link #weights()} and
 * {@link #optimizerState()} return is the whole state, and a run that is restored from it goes on
 * bit for bit as if it had never stopped. Gradients stay in double precision until they are applied
 * or brought to the host.
 */
final class ReferenceTrainingSession implements TrainingSession {
  private final OpenState open;
  private final Workers workers;
  private final Graph graph;
  private final Parameters parameters;
  private final List<ParameterInfo> trainable;
  private final Optimizer optimizer;

  ReferenceTrainingSession(
      OpenState open, Workers workers, Graph graph, Weights weights, OptimizerSpec optimizer) {
    this.open = open;
    this.workers = workers;
    this.graph = graph.withoutSoftmax();
    this.parameters = new Parameters(graph.parameters(), weights);
    this.trainable = graph.parameters().stream().filter(ParameterInfo::trainable).toList();
    this.optimizer = new Optimizer(optimizer, graph.parameters());
  }

  @Override
  public StepResult step(Batch batch, double learningRate) {
    try (ComputedGradients computed = computeGradients(batch)) {
      applyGradients(computed.gradients(), learningRate);
      return computed.result();
    }
  }

  @Override
  public ComputedGradients computeGradients(Batch batch) {
    open.check();
    graph.checkImages(batch.images());
    graph.checkLabels(batch.labels(), batch.size());

    Tape tape = new Tape();
    ForwardPass pass = ForwardPass.training(parameters, workers, tape, batch.key());
    TapeValue logits = graph.translate(pass, TapeValue.of(batch.images()), ValueListener.none());
    SoftmaxCrossEntropy crossEntropy =
        SoftmaxCrossEntropy.apply(tape, logits, Doubles.widen(batch.labels().toArray()));
    tape.backward();

    List<double[]> gradients = new ArrayList<>();
    for (ParameterInfo info : trainable) {
      double[] gradient = pass.gradient(info);
      optimizer.addL2Gradient(info, parameters.values(info), gradient);
      gradients.add(gradient);
    }
    return new ComputedGradients(
        new ReferenceGradients(this, trainable, gradients),
        new StepResult(
            crossEntropy.loss() + optimizer.l2Loss(parameters),
            crossEntropy.loss(),
            crossEntropy.correct(),
            batch.size()));
  }

  @Override
  public Gradients gradients(Weights values) {
    open.check();
    List<double[]> gradients =
        trainable.stream()
            .map(info -> values.get(info.path(), info.shape()).toArray())
            .map(Doubles::widen)
            .toList();
    return new ReferenceGradients(this, trainable, gradients);
  }

  @Override
  public void applyGradients(Gradients gradients, double learningRate) {
    open.check();
    optimizer.apply(parameters, ownValues(gradients), learningRate);
  }

  /**
   * Returns the values of gradients of this session.
   *
   * @throws IllegalArgumentException if they belong to another session
   */
  List<double[]> ownValues(Gradients gradients) {
    if (!(gradients instanceof ReferenceGradients own)) {
      throw new IllegalArgumentException(
          "expected gradients of this training session, got those of another backend: "
              + gradients.getClass().getName());
    }
    return own.valuesFor(this);
  }

  @Override
  public Weights weights() {
    open.check();
    return parameters.toWeights();
  }

  @Override
  public void restoreWeights(Weights weights) {
    open.check();
    parameters.replace(weights);
  }

  @Override
  public OptimizerState optimizerState() {
    open.check();
    return optimizer.state();
  }

  @Override
  public void restoreOptimizer(OptimizerState state) {
    open.check();
    optimizer.restore(state);
  }

  @Override
  public void close() {
    open.close();
  }
}
