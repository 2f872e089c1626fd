package io.github.xception.api.graph;

import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Lists the parameters of an operation, in the order that {@link Op} names. */
final class ParameterInference implements OpTranslator<List<ParameterInfo>> {
  private final KernelSettings kernel;

  private ParameterInference(KernelSettings kernel) {
    this.kernel = kernel;
  }

  static List<ParameterInfo> parameters(Node node, KernelSettings kernel) {
    return node.op().translate(new ParameterInference(kernel), node, List.of(List.of(), List.of()));
  }

  @Override
  public List<ParameterInfo> conv2d(Node node, Op.Conv2d op, List<ParameterInfo> x) {
    int in = node.inputShape().dim(2);
    int height = op.window().kernelHeight();
    int width = op.window().kernelWidth();
    boolean depthwise = op.groups() > 1 && op.groups() == in;
    Shape shape =
        depthwise
            ? kernelShape(node, height, width, in, op.filters() / in)
            : kernelShape(node, height, width, in / op.groups(), op.filters());
    int area = height * width;
    return withBias(
        kernel(shape, area * (in / op.groups()), area * (op.filters() / op.groups())),
        op.bias(),
        op.filters());
  }

  @Override
  public List<ParameterInfo> batchNorm(Node node, Op.BatchNorm op, List<ParameterInfo> x) {
    Shape channels = Shape.of(node.inputShape().dim(node.inputShape().rank() - 1));
    List<ParameterInfo> parameters = new ArrayList<>();
    if (op.scale()) {
      parameters.add(vector(node, "gamma", Role.GAMMA, channels, Initializer.ONES));
    }
    if (op.offset()) {
      parameters.add(vector(node, "beta", Role.BETA, channels, Initializer.ZEROS));
    }
    parameters.add(vector(node, "moving_mean", Role.MOVING_MEAN, channels, Initializer.ZEROS));
    parameters.add(
        vector(node, "moving_variance", Role.MOVING_VARIANCE, channels, Initializer.ONES));
    return parameters;
  }

  @Override
  public List<ParameterInfo> relu(Node node, Op.Relu op, List<ParameterInfo> x) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> maxPool(Node node, Op.MaxPool op, List<ParameterInfo> x) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> avgPool(Node node, Op.AvgPool op, List<ParameterInfo> x) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> globalAvgPool(Node node, Op.GlobalAvgPool op, List<ParameterInfo> x) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> add(
      Node node, Op.Add op, List<ParameterInfo> a, List<ParameterInfo> b) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> flatten(Node node, Op.Flatten op, List<ParameterInfo> x) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> dense(Node node, Op.Dense op, List<ParameterInfo> x) {
    int in = node.inputShape().dim(0);
    return withBias(
        kernel(kernelShape(node, in, op.units()), in, op.units()), op.bias(), op.units());
  }

  @Override
  public List<ParameterInfo> dropout(Node node, Op.Dropout op, List<ParameterInfo> x) {
    return List.of();
  }

  @Override
  public List<ParameterInfo> softmax(Node node, Op.Softmax op, List<ParameterInfo> x) {
    return List.of();
  }

  private static Shape kernelShape(Node node, int... dims) {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw ShapeInference.tooLarge(node.path(), "a kernel", dims);
    }
  }

  private ParameterInfo kernel(Shape shape, int fanIn, int fanOut) {
    return new ParameterInfo(
        kernel.kernelPath(), Role.KERNEL, shape, kernel.initializer(), fanIn, fanOut);
  }

  private List<ParameterInfo> withBias(ParameterInfo weights, boolean bias, int length) {
    return bias
        ? List.of(
            weights,
            new ParameterInfo(
                kernel.biasPath(), Role.BIAS, Shape.of(length), Initializer.ZEROS, 1, 1))
        : List.of(weights);
  }

  private static ParameterInfo vector(
      Node node, String name, Role role, Shape shape, Initializer initializer) {
    return new ParameterInfo(node.path() + "/" + name, role, shape, initializer, 1, 1);
  }
}
