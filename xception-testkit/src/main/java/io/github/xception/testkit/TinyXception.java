package io.github.xception.testkit;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.KernelSettings;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;

/**
 * An Xception of one entry, one middle and one exit module, small enough for any engine: 18x18
 * images, at most 14 channels, 5 classes.
 */
final class TinyXception {
  static final int CLASSES = 5;

  /** Path of the middle module's sum, an image. */
  static final String MIDDLE = "middle/add";

  /** Path of the pooled features, a vector. */
  static final String FEATURES = "pool";

  private final GraphBuilder graph;

  private TinyXception(String name) {
    graph = new GraphBuilder(name, Shape.of(18, 18, 3));
  }

  /** Returns the network, with or without a final softmax. */
  static Graph graph(boolean softmax) {
    TinyXception network = new TinyXception("tiny-xception");
    int logits = network.layers();
    if (softmax) {
      logits = network.graph.add("softmax", new Op.Softmax(), logits);
    }
    return network.graph.build();
  }

  private int layers() {
    int x = convBn("conv_1", 3, 2, 6, Graph.INPUT);
    x = relu("conv_1", x);
    x = residual("entry", 8, x, false);
    x = middle("middle", x);
    x = residual("exit", 12, x, true);
    x = relu("exit", separableBn("exit/last", 14, x));
    x = graph.add(FEATURES, new Op.GlobalAvgPool(), x);
    x = graph.add("dropout", new Op.Dropout(0.6), x);
    return graph.add("dense", new Op.Dense(CLASSES, true), x);
  }

  /** Two separable convolutions and a max pool beside a strided 1x1 convolution. */
  private int residual(String path, int filters, int x, boolean reluFirst) {
    int main = reluFirst ? relu(path + "/first", x) : x;
    main = relu(path + "/1", separableBn(path + "/1", filters, main));
    main = separableBn(path + "/2", filters, main);
    main = graph.add(path + "/pool", new Op.MaxPool(Windows.same(shape(main), 3, 2)), main);
    int shortcut = convBn(path + "/shortcut", 1, 2, filters, x);
    return graph.add(path + "/add", new Op.Add(), main, shortcut);
  }

  private int middle(String path, int x) {
    int main = separableBn(path + "/1", shape(x).dim(2), relu(path + "/first", x));
    return graph.add(path + "/add", new Op.Add(), main, x);
  }

  private int separableBn(String path, int filters, int x) {
    int channels = shape(x).dim(2);
    int depthwise =
        graph.add(
            path + "/depthwise",
            new Op.Conv2d(Windows.same(shape(x), 3, 1), channels, channels, false),
            new KernelSettings(path + "/depthwise_kernel", path + "/unused", Initializer.HE_NORMAL),
            x);
    int pointwise =
        graph.add(
            path + "/pointwise",
            new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 1, filters, false),
            new KernelSettings(path + "/pointwise_kernel", path + "/unused", Initializer.HE_NORMAL),
            depthwise);
    return batchNorm(path, pointwise);
  }

  private int convBn(String path, int kernel, int stride, int filters, int x) {
    Window window = Windows.same(shape(x), kernel, stride);
    return batchNorm(path, graph.add(path, new Op.Conv2d(window, 1, filters, false), x));
  }

  private int batchNorm(String path, int x) {
    return graph.add(path + "/bn", new Op.BatchNorm(0.9, 1e-3, true, true), x);
  }

  private int relu(String path, int x) {
    return graph.add(path + "/relu", new Op.Relu(), x);
  }

  private Shape shape(int value) {
    return graph.shape(value);
  }
}
