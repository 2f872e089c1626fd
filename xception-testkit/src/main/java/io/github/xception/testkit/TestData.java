package io.github.xception.testkit;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Weights, images and labels that depend on names only, so every run sees the same. */
final class TestData {
  private static final long SEED = 20170418;

  private TestData() {}

  /** Returns normally distributed values. */
  static Tensor normal(String name, Shape shape, double mean, double deviation) {
    return fill(name, shape, random -> mean + deviation * random.nextGaussian());
  }

  /** Returns uniformly distributed values. */
  static Tensor uniform(String name, Shape shape, double low, double high) {
    return fill(name, shape, random -> low + (high - low) * random.nextDouble());
  }

  /**
   * Returns whole numbers from {@code low} to {@code high}. Sums of their products are exact in
   * whatever order, so equal values and zeros come out as such on every engine.
   */
  static Tensor whole(String name, Shape shape, int low, int high) {
    return fill(name, shape, random -> low + random.nextInt(high - low + 1));
  }

  /** Returns the same value everywhere. */
  static Tensor constant(Shape shape, double value) {
    return fill("", shape, random -> value);
  }

  private static Tensor fill(String name, Shape shape, ToDoubleFunction<RandomStream> next) {
    RandomStream random = RandomStream.of(SEED, name);
    return Tensor.create(
        shape,
        buffer -> {
          while (buffer.hasRemaining()) {
            buffer.put((float) next.applyAsDouble(random));
          }
        });
  }

  /** Returns weights for a graph; none of them has a value that hides a mistake, such as 0 or 1. */
  static Weights weights(Graph graph) {
    return weights(graph, Map.of());
  }

  /** Returns weights for a graph, with those at some paths given. */
  static Weights weights(Graph graph, Map<String, Tensor> given) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : graph.parameters()) {
      Tensor tensor = given.get(parameter.path());
      tensors.put(parameter.path(), tensor == null ? weight(parameter) : tensor);
    }
    return Weights.of(tensors);
  }

  private static Tensor weight(ParameterInfo parameter) {
    String name = parameter.path();
    Shape shape = parameter.shape();
    return switch (parameter.role()) {
      case KERNEL -> normal(name, shape, 0, Math.sqrt(1.5 / parameter.fanIn()));
      case BIAS, BETA, MOVING_MEAN -> normal(name, shape, 0.1, 0.3);
      case GAMMA -> uniform(name, shape, 0.6, 1.6);
      case MOVING_VARIANCE -> uniform(name, shape, 0.4, 2);
    };
  }

  /** Returns images for a graph, normally distributed. */
  static Tensor images(String name, Graph graph, int size) {
    return normal(name + "/images", graph.inputShape().prepend(size), 0, 1);
  }

  /** Returns a batch for a graph with images as {@link #images} makes them. */
  static Batch batch(String name, Graph graph, int size) {
    return batch(name, graph, images(name, graph, size));
  }

  /** Returns a batch for a graph. Labels are one-hot on even rows, smoothed on odd ones. */
  static Batch batch(String name, Graph graph, Tensor images) {
    int size = images.shape().dim(0);
    int classes = graph.classes();
    RandomStream random = RandomStream.of(SEED, name + "/labels");
    Tensor labels =
        Tensor.create(
            Shape.of(size, classes),
            buffer -> {
              for (int row = 0; row < size; row++) {
                int label = random.nextInt(classes);
                float off = row % 2 == 0 ? 0f : 0.2f / classes;
                for (int column = 0; column < classes; column++) {
                  buffer.put(column == label ? 1 - (classes - 1) * off : off);
                }
              }
            });
    return new Batch(
        images,
        labels,
        IntStream.range(0, size).mapToObj(row -> name + "/" + row).toList(),
        RandomStream.of(SEED, name + "/key").nextLong());
  }
}
