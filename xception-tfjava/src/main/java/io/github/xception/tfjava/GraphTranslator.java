package io.github.xception.tfjava;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * Makes an operand of a TensorFlow graph from each operation, as it is in inference. Images are
 * batch x height x width x channels, as at the border.
 *
 * <p>Padding that TensorFlow would not choose itself becomes an operation of its own: the gradients
 * of its C library know no explicit padding.
 */
class GraphTranslator implements OpTranslator<Output<?>> {
  private final GraphWriter writer;
  private final Function<String, Output<?>> parameters;

  /**
   * Makes a translator.
   *
   * @param writer adds to the graph
   * @param parameters returns the value of the parameter at a path
   */
  GraphTranslator(GraphWriter writer, Function<String, Output<?>> parameters) {
    this.writer = writer;
    this.parameters = parameters;
  }

  final GraphWriter writer() {
    return writer;
  }

  private Output<?> parameter(Node node, Role role) {
    return parameters.apply(node.parameter(role).orElseThrow().path());
  }

  static int channels(Shape shape) {
    return shape.dim(shape.rank() - 1);
  }

  @Override
  public final Output<?> conv2d(Node node, Op.Conv2d op, Output<?> x) {
    Padded images = padded(node, op.window(), x, 0);
    Output<?> kernel = parameter(node, Role.KERNEL);
    Consumer<GraphOperationBuilder> settings =
        builder ->
            builder.setAttr("strides", strides(op.window())).setAttr("padding", images.scheme());
    String name = op.bias() ? node.path() + ">product" : node.path();
    Output<?> product;
    if (op.groups() == 1) {
      product = writer.apply("Conv2D", name, settings, images.value(), kernel);
    } else if (op.groups() == channels(node.inputShape())) {
      product = writer.apply("DepthwiseConv2dNative", name, settings, images.value(), kernel);
    } else {
      product = grouped(node, op, name, settings, images.value(), kernel);
    }
    return op.bias() ? biased(node, product) : product;
  }

  /** Convolves group by group, since the engine cannot differentiate a grouped convolution. */
  private Output<?> grouped(
      Node node,
      Op.Conv2d op,
      String name,
      Consumer<GraphOperationBuilder> settings,
      Output<?> x,
      Output<?> kernel) {
    int groups = op.groups();
    GraphOperation images = split(name + ">images", x, groups);
    GraphOperation kernels = split(name + ">kernels", kernel, groups);
    Output<?>[] products = new Output<?>[groups];
    for (int g = 0; g < groups; g++) {
      products[g] =
          writer.apply("Conv2D", name + ">" + g, settings, images.output(g), kernels.output(g));
    }
    Output<?> stacked =
        writer
            .add("Pack", name + ">packed", op2 -> op2.addInputList(products).setAttr("axis", 3L))
            .output(0);
    Shape shape = node.outputShape();
    return reshaped(name, stacked, -1, shape.dim(0), shape.dim(1), shape.dim(2));
  }

  private GraphOperation split(String name, Output<?> value, int parts) {
    Output<?> axis = writer.integer(name + ">axis", 3);
    return writer.add(
        "Split", name, op -> op.addInput(axis).addInput(value).setAttr("num_split", (long) parts));
  }

  private Output<?> biased(Node node, Output<?> product) {
    return writer.apply("BiasAdd", node.path(), product, parameter(node, Role.BIAS));
  }

  private Output<?> reshaped(String name, Output<?> value, int... extents) {
    return writer.apply("Reshape", name, value, writer.integers(name + ">shape", extents));
  }

  @Override
  public final Output<?> batchNorm(Node node, Op.BatchNorm op, Output<?> x) {
    int channels = channels(node.outputShape());
    if (node.outputShape().rank() == 3) {
      return normalized(node, op, node.path(), x, channels);
    }
    Output<?> image = reshaped(node.path() + ">image", x, -1, 1, 1, channels);
    Output<?> normal = normalized(node, op, node.path() + ">normal", image, channels);
    return reshaped(node.path(), normal, -1, channels);
  }

  private Output<?> normalized(Node node, Op.BatchNorm op, String name, Output<?> x, int channels) {
    Shape vector = Shape.of(channels);
    Output<?> scale =
        op.scale() ? parameter(node, Role.GAMMA) : writer.filled(name + ">ones", 1, vector);
    Output<?> offset =
        op.offset() ? parameter(node, Role.BETA) : writer.filled(name + ">zeros", 0, vector);
    return normalize(node, op, name, x, scale, offset);
  }

  /** Normalizes images: here as in inference. */
  Output<?> normalize(
      Node node, Op.BatchNorm op, String name, Output<?> x, Output<?> scale, Output<?> offset) {
    return op.normalizesByBatch(false)
        ? normalizedByBatch(op, name, x, scale, offset).output(0)
        : normalizedByMoving(node, op, name, x, scale, offset);
  }

  final Output<?> normalizedByMoving(
      Node node, Op.BatchNorm op, String name, Output<?> x, Output<?> scale, Output<?> offset) {
    return writer.apply(
        "FusedBatchNormV3",
        name,
        builder -> builder.setAttr("epsilon", (float) op.epsilon()).setAttr("is_training", false),
        x,
        scale,
        offset,
        parameter(node, Role.MOVING_MEAN),
        parameter(node, Role.MOVING_VARIANCE));
  }

  /**
   * Normalizes by the batch. Output 0 is the value, 1 the batch's mean, 2 its variance: the
   * unbiased one, though the engine normalizes by the biased one.
   */
  final GraphOperation normalizedByBatch(
      Op.BatchNorm op, String name, Output<?> x, Output<?> scale, Output<?> offset) {
    Output<?> none = none(name + ">none");
    return writer.add(
        "FusedBatchNormV3",
        name,
        builder ->
            builder
                .addInput(x)
                .addInput(scale)
                .addInput(offset)
                .addInput(none)
                .addInput(none)
                .setAttr("epsilon", (float) op.epsilon())
                .setAttr("is_training", true));
  }

  /** Adds the moving statistics that a normalization by the batch does not read. */
  private Output<?> none(String name) {
    try (TFloat32 empty = TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(0))) {
      return writer.constant(name, empty);
    }
  }

  @Override
  public final Output<?> relu(Node node, Op.Relu op, Output<?> x) {
    return writer.apply("Relu", node.path(), x);
  }

  @Override
  public final Output<?> maxPool(Node node, Op.MaxPool op, Output<?> x) {
    Padded images = padded(node, op.window(), x, Float.NEGATIVE_INFINITY);
    return pooled("MaxPool", node.path(), op.window(), images);
  }

  @Override
  public final Output<?> avgPool(Node node, Op.AvgPool op, Output<?> x) {
    Window window = op.window();
    Padded images = padded(node, window, x, 0);
    if (images.value().equals(x)) {
      return pooled("AvgPool", node.path(), window, images);
    }
    // The share of each window that is not padding is the mean of an image of ones.
    Shape shape = node.inputShape();
    Output<?> ones = writer.filled(node.path() + ">ones", 1, shape.prepend(1));
    Output<?> seen = pad(node.path() + ">seen", window.padding(), ones, 0);
    return writer.apply(
        "RealDiv",
        node.path(),
        pooled("AvgPool", node.path() + ">mean", window, images),
        pooled("AvgPool", node.path() + ">share", window, new Padded(seen, Padded.NONE)));
  }

  private Output<?> pooled(String type, String name, Window window, Padded images) {
    long[] size = {1, window.kernelHeight(), window.kernelWidth(), 1};
    return writer.apply(
        type,
        name,
        builder ->
            builder
                .setAttr("ksize", size)
                .setAttr("strides", strides(window))
                .setAttr("padding", images.scheme()),
        images.value());
  }

  private static long[] strides(Window window) {
    return new long[] {1, window.stride(), window.stride(), 1};
  }

  /**
   * Images that are padded as far as the padding scheme, one of TensorFlow's, does not do it.
   *
   * @param value the images
   * @param scheme what is still to be padded
   */
  private record Padded(Output<?> value, String scheme) {
    static final String NONE = "VALID";
    static final String SAME = "SAME";
  }

  private Padded padded(Node node, Window window, Output<?> x, float with) {
    Padding padding = window.padding();
    Shape shape = node.inputShape();
    if (padding.equals(Padding.NONE)) {
      return new Padded(x, Padded.NONE);
    }
    Padding same =
        Padding.same(
            shape.dim(0),
            shape.dim(1),
            window.kernelHeight(),
            window.kernelWidth(),
            window.stride());
    return padding.equals(same)
        ? new Padded(x, Padded.SAME)
        : new Padded(pad(node.path() + ">padded", padding, x, with), Padded.NONE);
  }

  private Output<?> pad(String name, Padding padding, Output<?> x, float with) {
    int[][] amounts = {
      {0, 0}, {padding.top(), padding.bottom()}, {padding.left(), padding.right()}, {0, 0}
    };
    return writer.apply(
        "PadV2",
        name,
        x,
        writer.integers(name + ">amounts", amounts),
        writer.constant(name + ">value", with));
  }

  @Override
  public final Output<?> globalAvgPool(Node node, Op.GlobalAvgPool op, Output<?> x) {
    return writer.apply("Mean", node.path(), x, writer.integers(node.path() + ">axes", 1, 2));
  }

  @Override
  public final Output<?> add(Node node, Op.Add op, Output<?> a, Output<?> b) {
    return writer.apply("AddV2", node.path(), a, b);
  }

  @Override
  public final Output<?> flatten(Node node, Op.Flatten op, Output<?> x) {
    return reshaped(node.path(), x, -1, node.outputShape().elements());
  }

  @Override
  public final Output<?> dense(Node node, Op.Dense op, Output<?> x) {
    String name = op.bias() ? node.path() + ">product" : node.path();
    Output<?> product = writer.apply("MatMul", name, x, parameter(node, Role.KERNEL));
    return op.bias() ? biased(node, product) : product;
  }

  // Not x itself: what is fetched needs a name of its own.
  @Override
  public Output<?> dropout(Node node, Op.Dropout op, Output<?> x) {
    return writer.apply("Identity", node.path(), x);
  }

  @Override
  public final Output<?> softmax(Node node, Op.Softmax op, Output<?> x) {
    return writer.apply("Softmax", node.path(), x);
  }
}
