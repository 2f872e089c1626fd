package io.github.xception.bench.direct;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.EngineInfo;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Inference as a graph. */
final class TensorFlowInference implements ContenderSession {
  private final EngineInfo engine;
  private final Tensor batch;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final TensorFlowVariables variables;
  private final Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
  private final Operand<TFloat32> logits;
  private final Session session;

  TensorFlowInference(
      EngineInfo engine,
      Architecture architecture,
      Weights weights,
      Tensor batch,
      ConfigProto config) {
    this.engine = engine;
    this.batch = batch;
    variables = new TensorFlowVariables(tf, weights);
    logits = architecture.logits(new TensorFlowLayers(tf, variables, this::normalize), images);
    session = new Session(graph, config);
    variables.initialise(session);
  }

  private Operand<TFloat32> normalize(String name, Operand<TFloat32> x) {
    return tf.nn
        .fusedBatchNorm(
            x,
            variables.value(name + "/gamma"),
            variables.value(name + "/beta"),
            variables.value(name + "/moving_mean"),
            variables.value(name + "/moving_variance"),
            FusedBatchNorm.epsilon(Architecture.EPSILON),
            FusedBatchNorm.isTraining(false))
        .y();
  }

  @Override
  public EngineInfo engine() {
    return engine;
  }

  @Override
  public Tensor predict() {
    try (TFloat32 fed = TensorFlowVariables.tensor(batch);
        Result result = session.runner().feed(images, fed).fetch(logits).run()) {
      TFloat32 output = (TFloat32) result.get(0);
      float[] values = new float[Math.toIntExact(output.size())];
      output.copyTo(DataBuffers.of(values));
      int rows = batch.shape().dim(0);
      return Tensor.of(Shape.of(rows, values.length / rows), values);
    }
  }

  @Override
  public double step() {
    throw new IllegalStateException("the workload is inference");
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
