package io.github.xception.onnxruntime;

import static io.github.xception.onnxruntime.GraphWriter.attribute;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import io.github.xception.onnxruntime.message.Onnx.AttributeProto;
import java.util.Arrays;
import java.util.List;

/**
 * Makes operations of ONNX from those of a network, as they are in inference. Images are batch x
 * channels x height x width, since ONNX's convolutions know no other order. A value is known by its
 * name.
 */
final class OnnxTranslator implements OpTranslator<String> {
  private final GraphWriter writer;
  private final Parameters parameters;

  OnnxTranslator(GraphWriter writer, Parameters parameters) {
    this.writer = writer;
    this.parameters = parameters;
  }

  /** Brings images from the order at the border into ONNX's. */
  static String fromBorder(GraphWriter writer, String name, String images) {
    return writer.add("Transpose", name, List.of(images), attribute("perm", 0, 3, 1, 2));
  }

  /** Brings a value from ONNX's order into that at the border, if it is images. */
  static String toBorder(GraphWriter writer, String name, Shape shape, String value) {
    return shape.rank() == 3
        ? writer.add("Transpose", name, List.of(value), attribute("perm", 0, 2, 3, 1))
        : value;
  }

  private static ParameterInfo parameter(Node node, Role role) {
    return node.parameter(role).orElseThrow();
  }

  private static int channels(Shape shape) {
    return shape.dim(shape.rank() - 1);
  }

  @Override
  public String conv2d(Node node, Op.Conv2d op, String x) {
    Window window = op.window();
    String kernel =
        parameters.addKernel(
            parameter(node, Role.KERNEL),
            op.filters(),
            channels(node.inputShape()) / op.groups(),
            window.kernelHeight(),
            window.kernelWidth());
    List<String> arguments =
        op.bias()
            ? List.of(x, kernel, parameters.add(parameter(node, Role.BIAS), op.filters()))
            : List.of(x, kernel);
    return writer.add(
        "Conv", node.path(), arguments, sliding(window, attribute("group", op.groups())));
  }

  @Override
  public String batchNorm(Node node, Op.BatchNorm op, String x) {
    return op.normalizesByBatch(false) ? byBatch(node, op, x) : byMoving(node, op, x);
  }

  private String byMoving(Node node, Op.BatchNorm op, String x) {
    int channels = channels(node.outputShape());
    return writer.add(
        "BatchNormalization",
        node.path(),
        List.of(
            x,
            op.scale()
                ? parameters.add(parameter(node, Role.GAMMA), channels)
                : filled(node.path() + ">ones", 1, channels),
            op.offset()
                ? parameters.add(parameter(node, Role.BETA), channels)
                : filled(node.path() + ">zeros", 0, channels),
            parameters.add(parameter(node, Role.MOVING_MEAN), channels),
            parameters.add(parameter(node, Role.MOVING_VARIANCE), channels)),
        attribute("epsilon", (float) op.epsilon()));
  }

  private String filled(String name, float value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return writer.tensor(Parameters.tensor(name, values, length));
  }

  /** Normalizes step by step: ONNX Runtime has the operation of this kind for training only. */
  private String byBatch(Node node, Op.BatchNorm op, String x) {
    String path = node.path();
    boolean images = node.outputShape().rank() == 3;
    int channels = channels(node.outputShape());
    int[] extents = images ? new int[] {channels, 1, 1} : new int[] {channels};
    int[] axes = images ? new int[] {0, 2, 3} : new int[] {0};
    String mean = mean(path + ">mean", x, axes);
    String centred = writer.add("Sub", path + ">centred", List.of(x, mean));
    String squared = writer.add("Mul", path + ">squared", List.of(centred, centred));
    String variance = mean(path + ">variance", squared, axes);
    String epsilon =
        writer.tensor(Parameters.tensor(path + ">epsilon", new float[] {(float) op.epsilon()}));
    String guarded = writer.add("Add", path + ">guarded", List.of(variance, epsilon));
    String deviation = writer.add("Sqrt", path + ">deviation", List.of(guarded));
    String normal = writer.add("Div", path + ">normal", List.of(centred, deviation));
    String scale =
        op.scale()
            ? parameters.add(parameter(node, Role.GAMMA), extents)
            : filled(path + ">ones", 1, 1);
    String scaled = writer.add("Mul", path + ">scaled", List.of(normal, scale));
    String offset =
        op.offset()
            ? parameters.add(parameter(node, Role.BETA), extents)
            : filled(path + ">zeros", 0, 1);
    return writer.add("Add", path, List.of(scaled, offset));
  }

  private String mean(String name, String x, int[] axes) {
    return writer.add(
        "ReduceMean", name, List.of(x), attribute("axes", axes), attribute("keepdims", 1));
  }

  @Override
  public String relu(Node node, Op.Relu op, String x) {
    return writer.add("Relu", node.path(), List.of(x));
  }

  // ONNX pads with what is smaller than everything.
  @Override
  public String maxPool(Node node, Op.MaxPool op, String x) {
    return writer.add("MaxPool", node.path(), List.of(x), sliding(op.window()));
  }

  @Override
  public String avgPool(Node node, Op.AvgPool op, String x) {
    return writer.add(
        "AveragePool",
        node.path(),
        List.of(x),
        sliding(op.window(), attribute("count_include_pad", 0)));
  }

  private static AttributeProto[] sliding(Window window, AttributeProto... others) {
    Padding padding = window.padding();
    AttributeProto[] all = Arrays.copyOf(others, others.length + 3);
    all[others.length] = attribute("kernel_shape", window.kernelHeight(), window.kernelWidth());
    all[others.length + 1] = attribute("strides", window.stride(), window.stride());
    all[others.length + 2] =
        attribute("pads", padding.top(), padding.left(), padding.bottom(), padding.right());
    return all;
  }

  @Override
  public String globalAvgPool(Node node, Op.GlobalAvgPool op, String x) {
    String pooled = writer.add("GlobalAveragePool", node.path() + ">pooled", List.of(x));
    return flat(node.path(), pooled);
  }

  @Override
  public String add(Node node, Op.Add op, String a, String b) {
    return writer.add("Add", node.path(), List.of(a, b));
  }

  @Override
  public String flatten(Node node, Op.Flatten op, String x) {
    return flat(node.path(), toBorder(writer, node.path() + ">border", node.inputShape(), x));
  }

  private String flat(String name, String x) {
    return writer.add("Flatten", name, List.of(x), attribute("axis", 1));
  }

  @Override
  public String dense(Node node, Op.Dense op, String x) {
    String kernel =
        parameters.add(parameter(node, Role.KERNEL), channels(node.inputShape()), op.units());
    return writer.add(
        "Gemm",
        node.path(),
        op.bias()
            ? List.of(x, kernel, parameters.add(parameter(node, Role.BIAS), op.units()))
            : List.of(x, kernel));
  }

  @Override
  public String dropout(Node node, Op.Dropout op, String x) {
    return x;
  }

  @Override
  public String softmax(Node node, Op.Softmax op, String x) {
    return softmax(writer, node.path(), x);
  }

  /** Adds a softmax over each example's vector. */
  static String softmax(GraphWriter writer, String name, String x) {
    return writer.add("Softmax", name, List.of(x), attribute("axis", 1));
  }
}
