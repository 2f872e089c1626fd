package io.github.xception.reference;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A small network, first weights for any network, and images that can be told apart. */
final class Examples {
  static final int CLASSES = 3;

  private Examples() {}

  /**
   * Returns a network with all that Xception has, for images of {@code size} x {@code size} x 3: a
   * strided stem, a separable residual block with a pooled main path and a strided shortcut, one
   * with an identity shortcut, dropout, and a softmax at the end.
   */
  static Graph tinyXception(int size) {
    return tinyXception(size, 0.75);
  }

  /**
   * Returns that network with the given share of values kept by dropout.
   *
   * @param keep 1 to drop nothing
   */
  static Graph tinyXception(int size, double keep) {
    GraphBuilder graph = new GraphBuilder("tiny-xception", Shape.of(size, size, 3));
    Padding round = new Padding(1, 1, 1, 1);
    Padding after = new Padding(0, 1, 0, 1);
    Padding evenPool = size % 4 == 0 ? after : round;
    int stem =
        graph.add(
            "stem",
            new Op.Conv2d(new Window(3, 3, 2, size % 2 == 0 ? after : round), 1, 8, true),
            Graph.INPUT);
    int x = relu(graph, "stem", batchNorm(graph, "stem", stem, true));

    int main = separable(graph, "entry/sepconv_1", x, 8, 12);
    main = relu(graph, "entry", main);
    main = separable(graph, "entry/sepconv_2", main, 12, 12);
    main = graph.add("entry/pool", new Op.MaxPool(new Window(3, 3, 2, evenPool)), main);
    Window strided = new Window(1, 1, 2, Padding.NONE);
    int shortcut = graph.add("entry/shortcut", new Op.Conv2d(strided, 1, 12, false), x);
    shortcut = batchNorm(graph, "entry/shortcut", shortcut, false);
    x = graph.add("entry/add", new Op.Add(), main, shortcut);

    main = relu(graph, "middle", x);
    main = separable(graph, "middle/sepconv_1", main, 12, 12);
    x = graph.add("middle/add", new Op.Add(), main, x);

    x = graph.add("exit/pool", new Op.GlobalAvgPool(), x);
    x = graph.add("exit/feature", new Op.Dense(10, true), x);
    x = relu(graph, "exit", x);
    x = graph.add("exit/dropout", new Op.Dropout(keep), x);
    x = graph.add("predictions", new Op.Dense(CLASSES, true), x);
    graph.add("probabilities", new Op.Softmax(), x);
    return graph.build();
  }

  private static int separable(GraphBuilder graph, String path, int x, int in, int filters) {
    Window depthwise = new Window(3, 3, 1, new Padding(1, 1, 1, 1));
    Window pointwise = new Window(1, 1, 1, Padding.NONE);
    int y = graph.add(path + "/depthwise", new Op.Conv2d(depthwise, in, in, false), x);
    y = graph.add(path + "/pointwise", new Op.Conv2d(pointwise, 1, filters, false), y);
    return batchNorm(graph, path, y, true);
  }

  private static int batchNorm(GraphBuilder graph, String path, int x, boolean scale) {
    return graph.add(path + "/bn", new Op.BatchNorm(0.9, 1e-3, scale, true), x);
  }

  private static int relu(GraphBuilder graph, String path, int x) {
    return graph.add(path + "/relu", new Op.Relu(), x);
  }

  /** Returns weights drawn around what is usual for each role, none of them a round number. */
  static Weights weights(Graph graph, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      RandomStream random = RandomStream.of(seed, info.path());
      double spread =
          info.role() == ParameterInfo.Role.KERNEL ? Math.sqrt(2.0 / info.fanIn()) : 0.1;
      double centre =
          switch (info.role()) {
            case GAMMA, MOVING_VARIANCE -> 1;
            case KERNEL, BIAS, BETA, MOVING_MEAN -> 0;
          };
      tensors.put(
          info.path(),
          Tensor.create(
              info.shape(),
              buffer -> {
                while (buffer.hasRemaining()) {
                  buffer.put((float) (centre + spread * random.nextGaussian()));
                }
              }));
    }
    return Weights.of(tensors);
  }

  /**
   * Returns images of noise in which class k has a bright square at a place of its own, with
   * one-hot labels.
   */
  static Batch batch(int size, int examples, long key) {
    RandomStream random = RandomStream.of(key, "images");
    int[] classes = IntStream.range(0, examples).map(n -> random.nextInt(CLASSES)).toArray();
    Tensor images =
        Tensor.create(
            Shape.of(examples, size, size, 3),
            buffer -> {
              for (int n = 0; n < examples; n++) {
                for (int row = 0; row < size; row++) {
                  for (int column = 0; column < size; column++) {
                    boolean bright =
                        row * CLASSES / size == classes[n] && column * CLASSES / size == classes[n];
                    for (int c = 0; c < 3; c++) {
                      double light = bright && c == classes[n] ? 2 : 0;
                      buffer.put((float) (light + 0.3 * random.nextGaussian()));
                    }
                  }
                }
              }
            });
    Tensor labels =
        Tensor.create(
            Shape.of(examples, CLASSES),
            buffer -> {
              for (int n = 0; n < examples; n++) {
                buffer.put(n * CLASSES + classes[n], 1f);
              }
            });
    List<String> names = IntStream.range(0, examples).mapToObj(n -> "image " + n).toList();
    return new Batch(images, labels, names, key);
  }
}
