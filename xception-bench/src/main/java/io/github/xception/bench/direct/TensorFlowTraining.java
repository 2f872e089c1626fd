package io.github.xception.bench.direct;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.EngineInfo;
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

/** Training by Adam as a graph. */
final class TensorFlowTraining implements ContenderSession {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final EngineInfo engine;
  private final float momentum;
  private final float learningRate;
  private final Tensor batchImages;
  private final Tensor batchLabels;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final TensorFlowVariables variables;
  private final Session session;
  private final List<Op> updates = new ArrayList<>();
  private final List<Op> zeros = new ArrayList<>();
  private final Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
  private final Placeholder<TFloat32> labels = tf.placeholder(TFloat32.class);
  private final Placeholder<TFloat32> rate = scalar();
  private final Placeholder<TFloat32> beta1Power = scalar();
  private final Placeholder<TFloat32> beta2Power = scalar();
  private final Operand<TFloat32> loss;
  private final NoOp step;
  private long steps;

  TensorFlowTraining(
      EngineInfo engine,
      Architecture architecture,
      Weights weights,
      Tensor batchImages,
      Tensor batchLabels,
      double learningRate,
      ConfigProto config) {
    this.engine = engine;
    this.momentum = architecture.momentum();
    this.learningRate = (float) learningRate;
    this.batchImages = batchImages;
    this.batchLabels = batchLabels;
    variables = new TensorFlowVariables(tf, weights);
    Operand<TFloat32> logits =
        architecture.logits(new TensorFlowLayers(tf, variables, this::normalizeByBatch), images);
    loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, labels).loss(), tf.array(0));
    addAdam(variables.trainable());
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

  private Operand<TFloat32> normalizeByBatch(String name, Operand<TFloat32> x) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalized =
        tf.nn.fusedBatchNorm(
            x,
            variables.value(name + "/gamma"),
            variables.value(name + "/beta"),
            none,
            none,
            FusedBatchNorm.epsilon(Architecture.EPSILON),
            FusedBatchNorm.isTraining(true));
    move(name + "/moving_mean", normalized.batchMean());
    move(name + "/moving_variance", normalized.batchVariance());
    return normalized.y();
  }

  private void move(String path, Operand<TFloat32> batch) {
    Operand<TFloat32> distance = tf.math.sub(variables.value(path), batch);
    updates.add(
        tf.assignSubVariableOp(
            variables.handle(path), tf.math.mul(distance, tf.constant(1 - momentum))));
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

  @Override
  public EngineInfo engine() {
    return engine;
  }

  @Override
  public Tensor predict() {
    throw new IllegalStateException("the workload is training");
  }

  @Override
  public double step() {
    steps++;
    try (TFloat32 fedImages = TensorFlowVariables.tensor(batchImages);
        TFloat32 fedLabels = TensorFlowVariables.tensor(batchLabels);
        TFloat32 fedRate = TFloat32.scalarOf(learningRate);
        TFloat32 fedBeta1Power = TFloat32.scalarOf((float) Math.pow(BETA_1, (double) steps));
        TFloat32 fedBeta2Power = TFloat32.scalarOf((float) Math.pow(BETA_2, (double) steps));
        Result result =
            session
                .runner()
                .feed(images, fedImages)
                .feed(labels, fedLabels)
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
