package com.example.arrays;

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
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A network in training. What stays between two steps is kept as floats, the precision of weight
 * files: so a run that goes on from a checkpoint computes the same bits as one that never stopped.
 */
final class ArraysTraining implements TrainingSession {
  private final ArraysBackend backend;
  private final Graph graph;
  private final List<ParameterInfo> trainable;
  private final Optimizer optimizer;
  private Map<String, float[]> parameters;
  private boolean closed;

  ArraysTraining(ArraysBackend backend, Graph graph, Weights weights, OptimizerSpec optimizer) {
    this.backend = backend;
    this.graph = graph;
    this.trainable = graph.parameters().stream().filter(ParameterInfo::trainable).toList();
    this.optimizer = new Optimizer(optimizer, trainable);
    this.parameters = Parameters.read(graph.parameters(), weights);
  }

  void checkOpen() {
    backend.checkOpen();
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
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
    checkOpen();
    graph.checkImages(batch.images());
    graph.checkLabels(batch.labels(), batch.size());

    Pass pass = new Pass(parameters, batch.size(), OptionalLong.of(batch.key()));
    Value images = Value.of(batch.images().toArray());
    Value logits = graph.withoutSoftmax().translate(pass, images, ValueListener.none());
    double crossEntropy = crossEntropy(logits, batch.labels().toArray());
    pass.backward();

    double loss = crossEntropy;
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (ParameterInfo info : trainable) {
      double[] gradient = pass.gradient(info.path());
      loss += optimizer.addL2(info, parameters.get(info.path()), gradient);
      gradients.put(info.path(), gradient);
    }
    int correct = batch.countCorrect(Tensor.of(batch.labels().shape(), logits.toFloats()).floats());
    return new ComputedGradients(
        new ArraysGradients(this, trainable, gradients),
        new StepResult(loss, crossEntropy, correct, batch.size()));
  }

  /** Returns the mean cross-entropy, and leaves its gradient at the logits. */
  private double crossEntropy(Value logits, float[] labels) {
    int classes = graph.classes();
    int examples = labels.length / classes;
    double loss = 0;
    for (int from = 0; from < labels.length; from += classes) {
      double logSum = Pass.logSumExp(logits.data, from, classes);
      double weight = 0; // 1, unless labels are weighted
      for (int i = from; i < from + classes; i++) {
        weight += labels[i];
      }
      for (int i = from; i < from + classes; i++) {
        double logProbability = logits.data[i] - logSum;
        loss -= labels[i] * logProbability / examples;
        logits.gradient()[i] = (Math.exp(logProbability) * weight - labels[i]) / examples;
      }
    }
    return loss;
  }

  @Override
  public Gradients gradients(Weights values) {
    checkOpen();
    Map<String, double[]> gradients = new LinkedHashMap<>();
    Parameters.read(trainable, values)
        .forEach((path, array) -> gradients.put(path, Value.of(array).data));
    return new ArraysGradients(this, trainable, gradients);
  }

  @Override
  public void applyGradients(Gradients gradients, double learningRate) {
    checkOpen();
    optimizer.step(parameters, ArraysGradients.of(this, gradients), learningRate);
  }

  @Override
  public Weights weights() {
    checkOpen();
    return Parameters.write(graph.parameters(), info -> parameters.get(info.path()));
  }

  @Override
  public void restoreWeights(Weights weights) {
    checkOpen();
    parameters = Parameters.read(graph.parameters(), weights);
  }

  @Override
  public OptimizerState optimizerState() {
    checkOpen();
    return optimizer.state();
  }

  @Override
  public void restoreOptimizer(OptimizerState state) {
    checkOpen();
    optimizer.restore(state);
  }

  @Override
  public void close() {
    closed = true;
  }
}
