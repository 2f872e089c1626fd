package io.github.xception.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;

/**
 * Training by the engine's automatic differentiation.
 *
 * <p>The parameters themselves never want a gradient, so they can be changed in place. Each step
 * differentiates by aliases of them that live as long as the step; so there is no gradient left to
 * be cleared, and none that would add up.
 */
final class DjlTrainingSession implements TrainingSession {
  private final Engine engine;
  private final EngineOperations operations;
  private final Network network;
  private final Optimizer optimizer;
  private final double l2;

  DjlTrainingSession(
      NativeEngine engine,
      NDManager manager,
      Graph graph,
      Weights weights,
      OptimizerSpec optimizer) {
    this.engine = engine.engine();
    this.operations = engine.operations(manager);
    this.network = new Network(manager, graph.withoutSoftmax(), weights);
    this.optimizer = new Optimizer(operations, manager, optimizer, network.trainable());
    WeightDecay decay = optimizer.weightDecay();
    this.l2 = decay.kind() == WeightDecay.Kind.L2 ? decay.rate() : 0;
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
    return network.compute(
        step -> {
          NDArray images = network.images(step, batch.images());
          network.graph().checkLabels(batch.labels(), batch.size());
          NDArray labels = HostArrays.view(step, batch.labels());
          ParameterArrays variables =
              ParameterArrays.create(step, network.trainable(), this::variable);
          NDArray logits;
          NDArray loss;
          try (GradientCollector collector = engine.newGradientCollector()) {
            logits =
                network
                    .graph()
                    .translate(
                        ArrayTranslator.training(
                            operations,
                            path ->
                                (variables.contains(path) ? variables : network.parameters())
                                    .get(path),
                            batch.key()),
                        images,
                        new Releasing(operations.ahead()));
            loss = SoftmaxCrossEntropy.loss(logits, labels);
            // Where all is frozen, nothing leads from the loss to a variable.
            if (!network.trainable().isEmpty()) {
              collector.backward(loss);
            }
          }
          ParameterArrays gradients = gradients(variables);
          double penalty = addDecay(step, gradients);
          double crossEntropy = HostArrays.scalar(loss);
          return new ComputedGradients(
              new DjlGradients(network, gradients),
              new StepResult(
                  crossEntropy + penalty,
                  crossEntropy,
                  batch.countCorrect(FloatBuffer.wrap(logits.toFloatArray())),
                  batch.size()));
        });
  }

  private NDArray variable(NDManager step, ParameterLayout layout) {
    NDArray variable = network.parameters().get(layout.info().path()).stopGradient();
    variable.attach(step);
    variable.setRequiresGradient(true);
    return variable;
  }

  private ParameterArrays gradients(ParameterArrays variables) {
    return ParameterArrays.create(
        network.manager(),
        network.trainable(),
        (manager, layout) -> {
          NDArray gradient = variables.get(layout.info().path()).getGradient();
          gradient.attach(manager);
          return gradient;
        });
  }

  /** Adds the gradient of the L2 term, and returns the term. */
  private double addDecay(NDManager step, ParameterArrays gradients) {
    if (l2 == 0) {
      return 0;
    }
    double[] sum = {0};
    NDArray rate = HostArrays.constant(step, l2);
    gradients.forEach(
        (info, gradient) -> {
          if (info.decayed()) {
            NDArray weight = network.parameters().get(info.path());
            try (NDArray decay = weight.mul(rate)) {
              gradient.addi(decay);
            }
            sum[0] += HostArrays.sumOfSquares(weight);
          }
        });
    return l2 / 2 * sum[0];
  }

  @Override
  public Gradients gradients(Weights values) {
    return network.compute(
        scratch ->
            new DjlGradients(
                network, ParameterArrays.load(network.manager(), network.trainable(), values, "")));
  }

  @Override
  public void applyGradients(Gradients gradients, double learningRate) {
    network.run(
        scratch ->
            optimizer.apply(
                network.parameters(), DjlGradients.of(network, gradients), learningRate));
  }

  @Override
  public Weights weights() {
    return network.compute(scratch -> network.parameters().toHost());
  }

  @Override
  public void restoreWeights(Weights weights) {
    network.run(scratch -> network.restore(weights));
  }

  @Override
  public OptimizerState optimizerState() {
    return network.compute(scratch -> optimizer.state());
  }

  @Override
  public void restoreOptimizer(OptimizerState state) {
    network.run(scratch -> optimizer.restore(state));
  }

  @Override
  public void close() {
    network.close();
  }
}
