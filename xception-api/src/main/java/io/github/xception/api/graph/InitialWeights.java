package io.github.xception.api.graph;

import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Draws the weights that a network starts from. */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * Draws all parameters of a network. A parameter's value depends on the seed, its path, its shape
   * and its initialiser only: layers added elsewhere do not change it.
   *
   * @param graph the network
   * @param seed the run's seed
   * @return the parameters in the order of {@link Graph#parameters()}
   */
  public static Weights draw(Graph graph, long seed) {
    List<ParameterInfo> parameters = graph.parameters();
    List<Tensor> tensors =
        parameters.parallelStream().map(parameter -> draw(parameter, seed)).toList();
    Map<String, Tensor> byPath = new LinkedHashMap<>();
    IntStream.range(0, parameters.size())
        .forEach(i -> byPath.put(parameters.get(i).path(), tensors.get(i)));
    return Weights.of(byPath);
  }

  private static Tensor draw(ParameterInfo parameter, long seed) {
    // The prefix keeps this stream apart from others of the same seed, such as dropout masks.
    return parameter
        .initializer()
        .draw(
            parameter.shape(),
            parameter.fanIn(),
            parameter.fanOut(),
            RandomStream.of(seed, "weights/" + parameter.path()));
  }
}
