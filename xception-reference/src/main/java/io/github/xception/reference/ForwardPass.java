package io.github.xception.reference;

import io.github.xception.api.backend.DropoutMasks;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ParameterInfo.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Computes each operation as the graph is walked, on one batch. */
final class ForwardPass implements OpTranslator<TapeValue> {
  private final Parameters parameters;
  private final Workers workers;
  private final Tape tape;
  private final OptionalLong trainingKey;
  private final Map<String, TapeValue> leaves = new HashMap<>();

  private ForwardPass(Parameters parameters, Workers workers, Tape tape, OptionalLong trainingKey) {
    this.parameters = parameters;
    this.workers = workers;
    this.tape = tape;
    this.trainingKey = trainingKey;
  }

  /** Returns a pass that normalizes as in inference and drops nothing. */
  static ForwardPass inference(Parameters parameters, Workers workers) {
    return new ForwardPass(parameters, workers, Tape.OFF, OptionalLong.empty());
  }

  /**
   * Returns a pass that normalizes as in training, moves the moving statistics, and drops.
   *
   * @param tape records the way back
   * @param key the batch's key
   */
  static ForwardPass training(Parameters parameters, Workers workers, Tape tape, long key) {
    return new ForwardPass(parameters, workers, tape, OptionalLong.of(key));
  }

  /** Returns the gradient of a parameter after the way back. */
  double[] gradient(ParameterInfo info) {
    return leaf(info).gradient();
  }

  @Override
  public TapeValue conv2d(Node node, Op.Conv2d op, TapeValue x) {
    return Conv2dOp.apply(
        tape, workers, op, node.outputShape(), x, kernel(node), leaf(node, Role.BIAS));
  }

  @Override
  public TapeValue batchNorm(Node node, Op.BatchNorm op, TapeValue x) {
    Optional<TapeValue> gamma = leaf(node, Role.GAMMA);
    Optional<TapeValue> beta = leaf(node, Role.BETA);
    float[] mean = parameters.values(parameter(node, Role.MOVING_MEAN));
    float[] variance = parameters.values(parameter(node, Role.MOVING_VARIANCE));
    return op.normalizesByBatch(trainingKey.isPresent())
        ? BatchNormOp.byBatch(tape, op, x, gamma, beta, mean, variance)
        : BatchNormOp.byMoving(tape, op, x, gamma, beta, mean, variance);
  }

  @Override
  public TapeValue relu(Node node, Op.Relu op, TapeValue x) {
    return ReluOp.apply(tape, x);
  }

  @Override
  public TapeValue maxPool(Node node, Op.MaxPool op, TapeValue x) {
    return MaxPoolOp.apply(tape, op.window(), node.outputShape(), x);
  }

  @Override
  public TapeValue avgPool(Node node, Op.AvgPool op, TapeValue x) {
    return AvgPoolOp.apply(tape, op.window(), node.outputShape(), x);
  }

  @Override
  public TapeValue globalAvgPool(Node node, Op.GlobalAvgPool op, TapeValue x) {
    return GlobalAvgPoolOp.apply(tape, x);
  }

  @Override
  public TapeValue add(Node node, Op.Add op, TapeValue a, TapeValue b) {
    return AddOp.apply(tape, a, b);
  }

  @Override
  public TapeValue flatten(Node node, Op.Flatten op, TapeValue x) {
    return FlattenOp.apply(tape, x);
  }

  @Override
  public TapeValue dense(Node node, Op.Dense op, TapeValue x) {
    return DenseOp.apply(tape, op.units(), x, kernel(node), leaf(node, Role.BIAS));
  }

  @Override
  public TapeValue dropout(Node node, Op.Dropout op, TapeValue x) {
    return trainingKey.isPresent()
        ? DropoutOp.training(
            tape, x, DropoutMasks.draw(node, op, trainingKey.getAsLong(), x.batch()))
        : x;
  }

  @Override
  public TapeValue softmax(Node node, Op.Softmax op, TapeValue x) {
    return SoftmaxOp.apply(tape, x);
  }

  private TapeValue kernel(Node node) {
    return leaf(parameter(node, Role.KERNEL));
  }

  private Optional<TapeValue> leaf(Node node, Role role) {
    return node.parameter(role).map(this::leaf);
  }

  private TapeValue leaf(ParameterInfo info) {
    return leaves.computeIfAbsent(
        info.path(), path -> TapeValue.of(info.shape(), Doubles.widen(parameters.values(info))));
  }

  private static ParameterInfo parameter(Node node, Role role) {
    return node.parameter(role)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    node.path() + ": the node lacks its parameter " + role));
  }
}
