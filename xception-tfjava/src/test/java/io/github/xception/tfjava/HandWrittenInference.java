package io.github.xception.tfjava;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Inference of {@link HandWrittenXception}: the measure of this backend's own. */
final class HandWrittenInference implements AutoCloseable {
  private static final float BN_EPSILON = 1e-3f;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final HandWrittenVariables variables;
  private final Placeholder<TFloat32> images;
  private final Operand<TFloat32> logits;
  private final Session session;

  HandWrittenInference(Weights weights, ConfigProto config) {
    variables = new HandWrittenVariables(tf, weights);
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 149, 149, 3)));
    HandWrittenXception network = new HandWrittenXception(tf, variables::value, this::normalize);
    logits = network.logits(network.feature(images));
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
            FusedBatchNorm.epsilon(BN_EPSILON),
            FusedBatchNorm.isTraining(false))
        .y();
  }

  /** Returns the logits, batch x 17. */
  float[][] predict(Tensor batch) {
    try (TFloat32 fed = HandWrittenVariables.tensor(batch);
        Result result = session.runner().feed(images, fed).fetch(logits).run()) {
      return StdArrays.array2dCopyOf((TFloat32) result.get(0));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
