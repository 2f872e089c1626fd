package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.FoldedNetwork;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Op.BatchNorm.Statistics;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import org.assertj.core.data.Offset;

/** Folding batch normalizations changes nothing that a network computes. */
class FoldedNetworkProperties {
  private static final int SIZE = 4;
  private static final int CHANNELS = 4;

  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);

  @AfterProperty
  void close() {
    backend.close();
  }

  /** Any chain of layers, with connections from anywhere, has the same output. */
  @Property(tries = 200)
  void computesTheSame(
      @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 0, max = 9) Integer> layers,
      @ForAll long seed) {
    Graph graph = graph(layers, RandomStream.of(seed, "graph"));
    Weights weights = weights(graph, seed);
    FoldedNetwork folded = FoldedNetwork.of(graph, weights);
    Tensor images = Tensor.of(Shape.of(2, SIZE, SIZE, CHANNELS), normal(2 * 64, seed, "images"));
    float[] expected = predict(graph, weights, images);
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(predict(folded.graph(), folded.weights(), images))
        .containsExactly(expected, Offset.offset(1e-5f * largest));
  }

  private float[] predict(Graph graph, Weights weights, Tensor images) {
    try (InferenceSession session = backend.load(graph, weights)) {
      return session.predict(images).toArray();
    }
  }

  private static Graph graph(List<Integer> layers, RandomStream random) {
    GraphBuilder graph = new GraphBuilder("any", Shape.of(SIZE, SIZE, CHANNELS));
    List<Integer> read = new ArrayList<>();
    int x = Graph.INPUT;
    for (int i = 0; i < layers.size(); i++) {
      // Mostly from the layer before, else from any.
      int from = random.nextInt(4) == 0 ? random.nextInt(i + 1) : x;
      read.add(from);
      x = add(graph, "layer_" + i, layers.get(i), from, x);
    }
    for (int value = 1; value < x; value++) {
      if (!read.contains(value)) {
        int sum = graph.add("sum_" + value, new Op.Add(), value, x);
        read.add(x);
        x = sum;
      }
    }
    x = graph.add("pool", new Op.GlobalAvgPool(), x);
    x = graph.add("logits", new Op.Dense(3, false), x);
    graph.add("logits_bn", norm(true, Statistics.BATCH_IN_TRAINING), x);
    return graph.build();
  }

  private static int add(GraphBuilder graph, String path, int kind, int from, int last) {
    return switch (kind) {
      case 0 -> graph.add(path, convolution(3, 1, true), from);
      case 1 -> graph.add(path, convolution(1, 1, false), from);
      case 2 -> graph.add(path, convolution(3, CHANNELS, false), from);
      case 3 -> graph.add(path, new Op.Relu(), from);
      case 4 -> graph.add(path, new Op.Add(), from, last);
      case 5 -> graph.add(path, norm(true, Statistics.ALWAYS_BATCH), from);
      case 6 -> graph.add(path, norm(false, Statistics.ALWAYS_MOVING), from);
      default -> graph.add(path, norm(true, Statistics.BATCH_IN_TRAINING), from);
    };
  }

  private static Op norm(boolean affine, Statistics statistics) {
    return new Op.BatchNorm(0.9, 1e-3, affine, affine, statistics);
  }

  private static Op convolution(int kernel, int groups, boolean bias) {
    Padding padding = Padding.same(SIZE, SIZE, kernel, kernel, 1);
    return new Op.Conv2d(new Window(kernel, kernel, 1, padding), groups, CHANNELS, bias);
  }

  /** Weights as training leaves them: no statistic or scale is what it began as. */
  private static Weights weights(Graph graph, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : graph.parameters()) {
      float[] values = normal(parameter.shape().elements(), seed, parameter.path());
      for (int i = 0; i < values.length; i++) {
        if (parameter.role() == Role.MOVING_VARIANCE) {
          values[i] = 0.05f + values[i] * values[i];
        } else if (parameter.role() == Role.KERNEL) {
          values[i] /= (float) Math.sqrt(parameter.fanIn());
        }
      }
      tensors.put(parameter.path(), Tensor.of(parameter.shape(), values));
    }
    return Weights.of(tensors);
  }

  private static float[] normal(int length, long seed, String name) {
    RandomStream random = RandomStream.of(seed, name);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
