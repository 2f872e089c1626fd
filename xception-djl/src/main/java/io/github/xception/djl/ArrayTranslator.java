package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.backend.DropoutMasks;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.Window;
import io.github.xception.djl.EngineOperations.NormalizationArrays;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Computes each operation at once. Images are batch x channels x height x width; where the engine
 * has strides, they are those of channels-last memory, which every operation carries on.
 *
 * <p>What an operation makes on its way is closed here; its value is closed by whoever translates.
 */
final class ArrayTranslator implements OpTranslator<NDArray> {
  private final EngineOperations engine;
  private final Pooling pooling;
  private final Function<String, NDArray> parameters;
  private final OptionalLong trainingKey;

  private ArrayTranslator(
      EngineOperations engine, Function<String, NDArray> parameters, OptionalLong trainingKey) {
    this.engine = engine;
    this.pooling = new Pooling(engine);
    this.parameters = parameters;
    this.trainingKey = trainingKey;
  }

  /** Returns a translator for inference. */
  static ArrayTranslator inference(EngineOperations engine, Function<String, NDArray> parameters) {
    return new ArrayTranslator(engine, parameters, OptionalLong.empty());
  }

  /** Returns a translator for training on the batch with the given key. */
  static ArrayTranslator training(
      EngineOperations engine, Function<String, NDArray> parameters, long batchKey) {
    return new ArrayTranslator(engine, parameters, OptionalLong.of(batchKey));
  }

  private @Nullable NDArray parameter(Node node, Role role) {
    return node.parameter(role).map(info -> parameters.apply(info.path())).orElse(null);
  }

  private NDArray required(Node node, Role role) {
    NDArray array = parameter(node, role);
    if (array == null) {
      throw new IllegalArgumentException(node.path() + " has no " + role);
    }
    return array;
  }

  @Override
  public NDArray conv2d(Node node, Op.Conv2d op, NDArray x) {
    Window window = op.window();
    Padding padding = window.padding();
    if (!padding.symmetric()) {
      try (NDArray padded = engine.pad(x, padding, 0)) {
        return convolve(node, op, padded, new Shape(0, 0));
      }
    }
    return convolve(node, op, x, new Shape(padding.top(), padding.left()));
  }

  private NDArray convolve(Node node, Op.Conv2d op, NDArray x, Shape padding) {
    return engine.convolve(
        x,
        required(node, Role.KERNEL),
        parameter(node, Role.BIAS),
        op.window().stride(),
        padding,
        op.groups());
  }

  // An engine may do without a scale of one and an offset of zero, DJL does not.
  @Override
  public NDArray batchNorm(Node node, Op.BatchNorm op, NDArray x) {
    NDArray gamma = parameter(node, Role.GAMMA);
    if (gamma != null) {
      return normalize(node, op, x, gamma);
    }
    try (NDArray ones = x.getManager().ones(channels(node), DataType.FLOAT32)) {
      return normalize(node, op, x, ones);
    }
  }

  private NDArray normalize(Node node, Op.BatchNorm op, NDArray x, NDArray scale) {
    NDArray beta = parameter(node, Role.BETA);
    if (beta != null) {
      return normalize(node, op, x, scale, beta);
    }
    try (NDArray zeros = x.getManager().zeros(channels(node), DataType.FLOAT32)) {
      return normalize(node, op, x, scale, zeros);
    }
  }

  private NDArray normalize(Node node, Op.BatchNorm op, NDArray x, NDArray scale, NDArray offset) {
    NDArray mean = required(node, Role.MOVING_MEAN);
    NDArray variance = required(node, Role.MOVING_VARIANCE);
    NormalizationArrays arrays = new NormalizationArrays(scale, offset, mean, variance);
    if (!op.normalizesByBatch(trainingKey.isPresent())) {
      return engine.normalize(op, x, arrays);
    }
    return x.size() == mean.size()
        ? normalizeOneValue(op, x, arrays)
        : engine.normalizeByBatch(op, x, arrays);
  }

  private static Shape channels(Node node) {
    return new Shape(node.outputShape().dim(node.outputShape().rank() - 1));
  }

  /**
   * Normalizes by a batch of one value per channel, which engines refuse: it is its own mean, and
   * the variance is zero.
   */
  private static NDArray normalizeOneValue(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    NDArray scale = arrays.scale();
    if (op.movesStatistics()) {
      moveToOneValue(op, x, arrays);
    }
    Shape perChannel =
        x.getShape().dimension() == 4
            ? new Shape(1, scale.size(), 1, 1)
            : new Shape(1, scale.size());
    try (NDArray centred = x.sub(x);
        NDArray gamma = scale.reshape(perChannel);
        NDArray beta = arrays.offset().reshape(perChannel);
        NDArray factor = gamma.mul((float) (1 / Math.sqrt(op.epsilon())));
        NDArray scaled = centred.mul(factor)) {
      return scaled.add(beta);
    }
  }

  private static void moveToOneValue(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    NDArray mean = arrays.mean();
    float momentum = (float) op.momentum();
    try (NDArray alias = x.stopGradient();
        NDArray value = alias.reshape(mean.getShape());
        NDArray share = value.mul((float) (1 - op.momentum()))) {
      mean.muli(momentum).addi(share);
      arrays.variance().muli(momentum);
    }
  }

  @Override
  public NDArray relu(Node node, Op.Relu op, NDArray x) {
    return x.getNDArrayInternal().relu();
  }

  @Override
  public NDArray maxPool(Node node, Op.MaxPool op, NDArray x) {
    return pooling.max(x, op.window());
  }

  @Override
  public NDArray avgPool(Node node, Op.AvgPool op, NDArray x) {
    return pooling.average(x, op.window());
  }

  @Override
  public NDArray globalAvgPool(Node node, Op.GlobalAvgPool op, NDArray x) {
    return engine.vector(x.getNDArrayInternal().globalAvgPool());
  }

  @Override
  public NDArray add(Node node, Op.Add op, NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray flatten(Node node, Op.Flatten op, NDArray x) {
    if (x.getShape().dimension() == 2) {
      return x;
    }
    try (NDArray border = x.transpose(0, 2, 3, 1)) {
      return engine.vector(border.reshape(x.getShape().get(0), -1));
    }
  }

  @Override
  public NDArray dense(Node node, Op.Dense op, NDArray x) {
    NDArray product = x.matMul(required(node, Role.KERNEL));
    NDArray bias = parameter(node, Role.BIAS);
    if (bias == null) {
      return product;
    }
    try (product) {
      return product.add(bias);
    }
  }

  @Override
  public NDArray dropout(Node node, Op.Dropout op, NDArray x) {
    if (trainingKey.isEmpty()) {
      return x;
    }
    int batch = Math.toIntExact(x.getShape().get(0));
    NDArray mask =
        HostArrays.value(
            x.getManager(), DropoutMasks.draw(node, op, trainingKey.getAsLong(), batch));
    // The mask is host memory that backward reads again, so it stays as long as the manager.
    return x.mul(mask);
  }

  @Override
  public NDArray softmax(Node node, Op.Softmax op, NDArray x) {
    return x.softmax(1);
  }
}
