package io.github.xception.testkit.mutant;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.KernelSettings;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Networks rewritten so that the right backend computes something wrong. */
final class Graphs {
  private static final String PADDED = "/padded_with_zeros";

  private Graphs() {}

  /** Returns the graph with other operations of the same shapes. */
  static Graph withOps(Graph graph, BiFunction<Node, Op, Op> change) {
    return withNodes(graph, change, parameter -> parameter);
  }

  /** Returns the graph with other parameters of the same shapes. */
  static Graph withParameters(Graph graph, UnaryOperator<ParameterInfo> change) {
    return withNodes(graph, (node, op) -> op, change);
  }

  private static Graph withNodes(
      Graph graph, BiFunction<Node, Op, Op> ops, UnaryOperator<ParameterInfo> parameters) {
    return new Graph(
        graph.name(),
        graph.inputShape(),
        graph.nodes().stream()
            .map(
                node ->
                    new Node(
                        node.id(),
                        node.path(),
                        ops.apply(node, node.op()),
                        node.inputs(),
                        node.inputShapes(),
                        node.outputShape(),
                        node.parameters().stream().map(parameters).toList()))
            .toList());
  }

  /**
   * Returns the graph with the padding of some operations done by a node of its own, which is a 1x1
   * depthwise convolution and so pads with zeros.
   *
   * @param withoutPadding returns a padded operation without its padding, any other as it is
   */
  static Graph paddingWithZeros(Graph graph, UnaryOperator<Op> withoutPadding) {
    GraphBuilder builder = new GraphBuilder(graph.name(), graph.inputShape());
    int[] ids = new int[graph.nodes().size() + 1];
    for (Node node : graph.nodes()) {
      int[] inputs = node.inputs().stream().mapToInt(id -> ids[id]).toArray();
      Op op = withoutPadding.apply(node.op());
      if (!op.equals(node.op())) {
        int channels = node.inputShape().dim(2);
        Window window = new Window(1, 1, 1, padding(node.op()));
        Op.Conv2d pad = new Op.Conv2d(window, channels, channels, false);
        inputs = new int[] {builder.add(node.path() + PADDED, pad, inputs)};
      }
      ids[node.id()] = builder.add(node.path(), op, kernel(node), inputs);
    }
    return builder.build();
  }

  /** Returns the weights with those that {@link #paddingWithZeros} needs beside them. */
  static Weights paddingWithZeros(Graph rewritten, Weights weights) {
    Map<String, Tensor> all = new LinkedHashMap<>(weights.asMap());
    for (ParameterInfo parameter : rewritten.parameters()) {
      if (parameter.path().endsWith(PADDED + "/kernel")) {
        Shape shape = parameter.shape();
        float[] ones = new float[shape.elements()];
        Arrays.fill(ones, 1);
        all.put(parameter.path(), Tensor.of(shape, ones));
      }
    }
    return Weights.of(all);
  }

  private static Padding padding(Op op) {
    return op instanceof Op.MaxPool pool
        ? pool.window().padding()
        : ((Op.AvgPool) op).window().padding();
  }

  private static KernelSettings kernel(Node node) {
    return new KernelSettings(
        node.parameter(ParameterInfo.Role.KERNEL).map(ParameterInfo::path).orElse("none"),
        node.parameter(ParameterInfo.Role.BIAS).map(ParameterInfo::path).orElse("none"),
        Initializer.ZEROS);
  }

  /** Returns a window without its padding. */
  static Window unpadded(Window window) {
    return new Window(window.kernelHeight(), window.kernelWidth(), window.stride(), Padding.NONE);
  }

  /**
   * Returns a window with as much padding before as after, and of the same output for this input;
   * the window itself if there is none.
   */
  static Window symmetric(Node node, Window window) {
    Padding padding = window.padding();
    int rows = (padding.top() + padding.bottom() + 1) / 2;
    int columns = (padding.left() + padding.right() + 1) / 2;
    Window symmetric =
        new Window(
            window.kernelHeight(),
            window.kernelWidth(),
            window.stride(),
            new Padding(rows, rows, columns, columns));
    int height = node.inputShape().dim(0);
    int width = node.inputShape().dim(1);
    return symmetric.outputHeight(height) == window.outputHeight(height)
            && symmetric.outputWidth(width) == window.outputWidth(width)
        ? symmetric
        : window;
  }
}
