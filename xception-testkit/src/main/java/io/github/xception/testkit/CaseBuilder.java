package io.github.xception.testkit;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntBiFunction;

/**
 * Builds a network round the operation to be looked at: a 1x1 convolution before it, whose gradient
 * shows the gradient with respect to the operation's input, and a dense layer after it, whose
 * gradient shows the operation's value in training.
 */
final class CaseBuilder {
  /** Path of the convolution before the operation. */
  static final String BEFORE = "before";

  /** Path of the operation, if there is just one. */
  static final String OP = "op";

  /** Path of the dense layer after the operation. */
  static final String HEAD = "head";

  private static final int IMAGE_CHANNELS = 3;
  private static final int CLASSES = 5;

  private final String name;
  private final GraphBuilder builder;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final int start;
  private int batchSize = 3;
  private Optional<Tensor> images = Optional.empty();
  private double slack = 1;

  /**
   * Begins a network whose operation reads an image.
   *
   * @param name the case's name
   * @param input height x width x channels that the operation reads
   */
  CaseBuilder(String name, Shape input) {
    this.name = name;
    this.builder = new GraphBuilder(name, Shape.of(input.dim(0), input.dim(1), IMAGE_CHANNELS));
    this.start = builder.add(BEFORE, pointwise(input.dim(2)), Graph.INPUT);
  }

  /** Returns a 1x1 convolution with bias. */
  static Op.Conv2d pointwise(int filters) {
    return new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 1, filters, true);
  }

  /** Returns a network round one operation on an image. */
  static NetworkCase of(String name, Shape input, Op op) {
    return new CaseBuilder(name, input).around(op);
  }

  CaseBuilder batchSize(int size) {
    batchSize = size;
    return this;
  }

  /** Uses images of whole numbers between -2 and 2, and such weights before the operation. */
  CaseBuilder wholeNumbers() {
    Shape image = builder.shape(Graph.INPUT);
    int channels = builder.shape(start).dim(2);
    images = Optional.of(TestData.whole(name, image.prepend(batchSize), -2, 2));
    weight(
        BEFORE + "/kernel", TestData.whole(name, Shape.of(1, 1, IMAGE_CHANNELS, channels), -1, 1));
    return weight(BEFORE + "/bias", TestData.constant(Shape.of(channels), 0));
  }

  CaseBuilder weight(String path, Tensor value) {
    weights.put(path, value);
    return this;
  }

  /** Shifts all that the operation reads. */
  CaseBuilder shifted(double by) {
    return weight(BEFORE + "/bias", TestData.constant(Shape.of(builder.shape(start).dim(2)), by));
  }

  CaseBuilder slack(double factor) {
    slack = factor;
    return this;
  }

  NetworkCase around(Op op) {
    return around((graph, x) -> graph.add(OP, op, x));
  }

  /** Ends the network after the operations that {@code body} adds with a dense layer. */
  NetworkCase around(ToIntBiFunction<GraphBuilder, Integer> body) {
    return endingWith(
        (graph, x) -> {
          int value = body.applyAsInt(graph, x);
          int vector =
              graph.shape(value).rank() == 1
                  ? value
                  : graph.add("flatten", new Op.Flatten(), value);
          return graph.add(HEAD, new Op.Dense(CLASSES, true), vector);
        });
  }

  /** Ends the network after the operations that {@code body} adds. */
  NetworkCase endingWith(ToIntBiFunction<GraphBuilder, Integer> body) {
    int unused = body.applyAsInt(builder, start);
    Graph graph = builder.build();
    Tensor input = images.orElseGet(() -> TestData.images(name, graph, batchSize));
    Batch batch = TestData.batch(name, graph, input);
    return new NetworkCase(name, graph, TestData.weights(graph, weights), batch, slack);
  }
}
