package io.github.xception.djl;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.Collections;

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
