package io.github.xception.djl;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small networks and data for them. */
final class TestNetworks {
  private TestNetworks() {}

  /** Returns a graph of one operation without parameters. */
  static Graph of(Shape input, Op op) {
    GraphBuilder graph = new GraphBuilder("one operation", input);
    graph.add("op", op, Graph.INPUT);
    return graph.build();
  }

  /** Returns a network that has each kind of layer that an Xception has, and dropout. */
  static Graph separable() {
    Shape input = Shape.of(20, 20, 3);
    GraphBuilder graph = new GraphBuilder("separable", input);
    Op norm = new Op.BatchNorm(0.9, 1e-3, true, true);
    int x = graph.add("stem", conv(same(input, 3, 2), 1, 16), Graph.INPUT);
    x = graph.add("stem_relu", new Op.Relu(), graph.add("stem_bn", norm, x));
    int shortcut = graph.add("shortcut", conv(same(graph.shape(x), 1, 2), 1, 24), x);
    x = graph.add("depthwise", conv(same(graph.shape(x), 3, 1), 16, 16), x);
    x = graph.add("pointwise", conv(same(graph.shape(x), 1, 1), 1, 24), x);
    x = graph.add("bn", norm, x);
    x = graph.add("max_pool", new Op.MaxPool(same(graph.shape(x), 3, 2)), x);
    x = graph.add("add", new Op.Add(), x, shortcut);
    x = graph.add("pool", new Op.GlobalAvgPool(), graph.add("relu", new Op.Relu(), x));
    x = graph.add("dropout", new Op.Dropout(0.5), x);
    graph.add("logits", new Op.Dense(4, true), x);
    return graph.build();
  }

  /**
   * Returns networks that have, all together, each operation in each way that an engine may do it:
   * convolutions before what they can be one with and before what they cannot, padding that is the
   * same on both sides and that is not.
   */
  static List<Graph> ofEachKind() {
    return List.of(separable(), residual(), shared(), pooled(), normalized(), flat());
  }

  private static Graph residual() {
    GraphBuilder graph = new GraphBuilder("residual", Shape.of(6, 7, 4));
    Op norm = new Op.BatchNorm(0.9, 1e-3, true, true);
    Window three = same(Shape.of(6, 7, 4), 3, 1);
    int x = graph.add("stem", new Op.Conv2d(three, 2, 4, true), Graph.INPUT);
    int inner = graph.add("inner", conv(three, 4, 4), graph.add("relu", new Op.Relu(), x));
    inner = graph.add("inner_bn", norm, inner);
    x = graph.add("identity", new Op.Add(), inner, x);
    int left = graph.add("left", conv(three, 1, 4), x);
    int right = graph.add("right", conv(three, 4, 4), x);
    x = graph.add("both", new Op.Add(), left, right);
    x = graph.add("after", new Op.Relu(), x);
    int twice = graph.add("twice", conv(three, 1, 4), x);
    x = graph.add("doubled", new Op.Add(), twice, twice);
    x = graph.add("dropped", new Op.Dropout(0.5), graph.add("before", conv(three, 1, 4), x));
    graph.add("of_input", new Op.Add(), x, Graph.INPUT);
    return graph.build();
  }

  /** Sums that must not take the place of what they add to, since that is read again. */
  private static Graph shared() {
    GraphBuilder graph = new GraphBuilder("shared", Shape.of(5, 5, 3));
    Op conv = conv(same(Shape.of(5, 5, 3), 3, 1), 1, 3);
    int x = graph.add("of_input", new Op.Add(), graph.add("first", conv, 0), Graph.INPUT);
    x = graph.add("relu", new Op.Relu(), x);
    x = graph.add("itself", new Op.Add(), x, graph.add("of_itself", conv, x));
    x = graph.add("read_later", new Op.Relu(), x);
    int late = graph.add("late", conv, x);
    int inner = graph.add("inner", conv, graph.add("inner_relu", new Op.Relu(), x));
    x = graph.add("with_late", new Op.Add(), graph.add("kept", new Op.Add(), inner, x), late);
    int same = graph.add("dropout", new Op.Dropout(0.5), x);
    inner = graph.add("last", conv, graph.add("last_relu", new Op.Relu(), same));
    graph.add("again", new Op.Add(), graph.add("under_two_names", new Op.Add(), inner, same), x);
    return graph.build();
  }

  private static Graph pooled() {
    GraphBuilder graph = new GraphBuilder("pooled", Shape.of(13, 12, 3));
    int x = graph.add("max", new Op.MaxPool(same(Shape.of(13, 12, 3), 3, 2)), Graph.INPUT);
    Padding uneven = new Padding(2, 0, 1, 2);
    x = graph.add("uneven_max", new Op.MaxPool(new Window(3, 3, 1, uneven)), x);
    x = graph.add("mean", new Op.AvgPool(new Window(2, 3, 1, Padding.NONE)), x);
    x = graph.add("uneven_mean", new Op.AvgPool(new Window(3, 3, 2, uneven)), x);
    x = graph.add("uneven_conv", conv(new Window(3, 2, 2, new Padding(0, 1, 1, 0)), 1, 5), x);
    x = graph.add("pool", new Op.GlobalAvgPool(), x);
    graph.add("softmax", new Op.Softmax(), graph.add("dense", new Op.Dense(3, false), x));
    return graph.build();
  }

  private static Graph normalized() {
    GraphBuilder graph = new GraphBuilder("normalized", Shape.of(3, 3, 2));
    int x = Graph.INPUT;
    for (Op.BatchNorm.Statistics statistics : Op.BatchNorm.Statistics.values()) {
      for (boolean scale : new boolean[] {true, false}) {
        for (boolean offset : new boolean[] {true, false}) {
          String path = statistics + "_" + scale + "_" + offset;
          x = graph.add(path, new Op.BatchNorm(0.9, 0.1, scale, offset, statistics), x);
        }
      }
    }
    return graph.build();
  }

  private static Graph flat() {
    GraphBuilder graph = new GraphBuilder("flat", Shape.of(3, 4, 2));
    Op norm = new Op.BatchNorm(0.9, 1e-3, true, true);
    int x = graph.add("flatten", new Op.Flatten(), Graph.INPUT);
    x = graph.add("relu", new Op.Relu(), graph.add("bn", norm, x));
    x = graph.add("hidden", new Op.Dense(5, false), x);
    graph.add("logits", new Op.Dense(3, true), graph.add("hidden_bn", norm, x));
    return graph.build();
  }

  /** Returns weights as training leaves them: no statistic or scale is what it began as. */
  static Weights trained(Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : graph.parameters()) {
      RandomStream random = RandomStream.of(1, parameter.path());
      tensors.put(
          parameter.path(),
          Tensor.create(
              parameter.shape(),
              buffer -> {
                while (buffer.hasRemaining()) {
                  buffer.put((float) trained(parameter, random.nextGaussian()));
                }
              }));
    }
    return Weights.of(tensors);
  }

  private static double trained(ParameterInfo parameter, double normal) {
    return switch (parameter.role()) {
      case KERNEL -> normal * Math.sqrt(1.5 / parameter.fanIn());
      case BIAS, BETA, MOVING_MEAN -> 0.1 + 0.3 * normal;
      case GAMMA -> 0.7 + 0.3 * normal * normal;
      case MOVING_VARIANCE -> 0.4 + normal * normal;
    };
  }

  private static Op conv(Window window, int groups, int filters) {
    return new Op.Conv2d(window, groups, filters, false);
  }

  private static Window same(Shape shape, int kernel, int stride) {
    Padding padding = Padding.same(shape.dim(0), shape.dim(1), kernel, kernel, stride);
    return new Window(kernel, kernel, stride, padding);
  }

  /** Returns normally distributed values. */
  static Tensor normal(Shape shape, long seed) {
    RandomStream random = RandomStream.of(seed, "values");
    return Tensor.create(
        shape,
        buffer -> {
          while (buffer.hasRemaining()) {
            buffer.put((float) random.nextGaussian());
          }
        });
  }

  /** Returns a batch of random images with one label each. */
  static Batch batch(Graph graph, int size, long key) {
    int classes = graph.classes();
    Tensor labels =
        Tensor.create(
            Shape.of(size, classes),
            buffer -> {
              for (int i = 0; i < size; i++) {
                buffer.put(i * classes + i % classes, 1);
              }
            });
    return new Batch(
        normal(graph.inputShape().prepend(size), key),
        labels,
        Collections.nCopies(size, "random"),
        key);
  }
}
