package io.github.xception.tfjava;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Training of {@link HandWrittenXception} by Adam: the measure of this backend's own. */
final class HandWrittenTraining implements AutoCloseable {
  private static final float BN_MOMENTUM = 0.99f;
  private static final float BN_EPSILON = 1e-3f;
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final HandWrittenVariables variables;
  private final Session session;
  private final List<Op> updates = new ArrayList<>();
  private final List<Op> zeros = new ArrayList<>();
  private final Placeholder<TFloat32> images;
  private final Placeholder<TFloat32> labels;
  private final Placeholder<TFloat32> mask;
  private final Placeholder<TFloat32> rate = scalar();
  private final Placeholder<TFloat32> beta1Power = scalar();
  private final Placeholder<TFloat32> beta2Power = scalar();
  private final Operand<TFloat32> loss;
  private final NoOp step;
  private long steps;

  HandWrittenTraining(Weights weights, ConfigProto config) {
    variables = new HandWrittenVariables(tf, weights);
    images = placeholder(-1, 149, 149, 3);
    labels = placeholder(-1, 17);
    mask = placeholder(-1, 256);
    HandWrittenXception network =
        new HandWrittenXception(tf, variables::value, this::normalizeByBatch);
    Operand<TFloat32> kept = tf.math.mul(network.feature(images), mask);
    Operand<TFloat32> logits = network.logits(kept);
    loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, labels).loss(), tf.array(0));
    List<String> trainable =
        variables.values().keySet().stream().filter(path -> !path.contains("/moving_")).toList();
    addAdam(trainable);
    step = tf.withControlDependencies(updates).noOp();
    session = new Session(graph, config);
    variables.initialise(session);
    Session.Runner runner = session.runner();
    zeros.forEach(runner::addTarget);
    runner.run().close();
  }

  private Placeholder<TFloat32> scalar() {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  }

  private Placeholder<TFloat32> placeholder(long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  private Operand<TFloat32> normalizeByBatch(String name, Operand<TFloat32> x) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalized =
        tf.nn.fusedBatchNorm(
            x,
            variables.value(name + "/gamma"),
            variables.value(name + "/beta"),
            none,
            none,
            FusedBatchNorm.epsilon(BN_EPSILON),
            FusedBatchNorm.isTraining(true));
    move(name + "/moving_mean", normalized.batchMean());
    move(name + "/moving_variance", normalized.batchVariance());
    return normalized.y();
  }

  private void move(String path, Operand<TFloat32> batch) {
    Operand<TFloat32> distance = tf.math.sub(variables.value(path), batch);
    updates.add(
        tf.assignSubVariableOp(
            variables.handle(path), tf.math.mul(distance, tf.constant(1 - BN_MOMENTUM))));
  }

  private void addAdam(List<String> trainable) {
    Gradients gradients = tf.gradients(loss, trainable.stream().map(variables::value).toList());
    Operand<TFloat32> beta1 = tf.constant(BETA_1);
    Operand<TFloat32> beta2 = tf.constant(BETA_2);
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    for (int i = 0; i < trainable.size(); i++) {
      String path = trainable.get(i);
      VarHandleOp m = variables.slot(path, "m");
      VarHandleOp v = variables.slot(path, "v");
      zeros.add(variables.zero(m, path));
      zeros.add(variables.zero(v, path));
      updates.add(
          tf.train.resourceApplyAdam(
              variables.handle(path),
              m,
              v,
              beta1Power,
              beta2Power,
              rate,
              beta1,
              beta2,
              epsilon,
              gradients.<TFloat32>dy(i)));
    }
  }

  /**
   * Does one step.
   *
   * @param kept the mask of dropout: 1/keep where a value is kept, 0 where it is dropped
   * @return the loss before it
   */
  float step(Tensor batch, Tensor classes, Tensor kept, float learningRate) {
    steps++;
    try (TFloat32 fedImages = HandWrittenVariables.tensor(batch);
        TFloat32 fedLabels = HandWrittenVariables.tensor(classes);
        TFloat32 fedMask = HandWrittenVariables.tensor(kept);
        TFloat32 fedRate = TFloat32.scalarOf(learningRate);
        TFloat32 fedBeta1Power = TFloat32.scalarOf((float) Math.pow(BETA_1, (double) steps));
        TFloat32 fedBeta2Power = TFloat32.scalarOf((float) Math.pow(BETA_2, (double) steps));
        Result result =
            session
                .runner()
                .feed(images, fedImages)
                .feed(labels, fedLabels)
                .feed(mask, fedMask)
                .feed(rate, fedRate)
                .feed(beta1Power, fedBeta1Power)
                .feed(beta2Power, fedBeta2Power)
                .fetch(loss)
                .addTarget(step)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
