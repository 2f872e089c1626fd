package io.github.xception.tfjava;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/** The part of a graph that computes with gradients that were fetched; each is fed again. */
final class GradientArithmetic {
  private final GraphSession session;
  private final List<ParameterInfo> trainable;
  private final List<Output<?>> gradients;
  private final Output<?> factor;
  private final List<Output<?>> others = new ArrayList<>();
  private final List<Output<?>> scaled = new ArrayList<>();
  private final List<Output<?>> sums = new ArrayList<>();
  private final List<Output<?>> halfSquares = new ArrayList<>();

  /**
   * Adds the operations.
   *
   * @param trainable the parameters
   * @param gradients their gradients, in the same order
   */
  GradientArithmetic(
      GraphSession session, List<ParameterInfo> trainable, List<Output<?>> gradients) {
    this.session = session;
    this.trainable = trainable;
    this.gradients = gradients;
    GraphWriter writer = session.writer();
    this.factor = writer.placeholder("gradients>factor");
    for (int i = 0; i < gradients.size(); i++) {
      String name = trainable.get(i).path() + ">gradient";
      Output<?> gradient = gradients.get(i);
      Output<?> other =
          writer.placeholder(
              name + ">other", HostTensors.shape(trainable.get(i).shape()).asArray());
      others.add(other);
      scaled.add(writer.apply("Mul", name + ">scaled", gradient, factor));
      sums.add(writer.apply("AddV2", name + ">sum", gradient, other));
      halfSquares.add(writer.apply("L2Loss", name + ">half_square", gradient));
    }
  }

  /** Returns the name of the network, for errors. */
  String network() {
    return session.network();
  }

  /** Returns the values times a factor, in tensors of their own. */
  Result scale(List<org.tensorflow.Tensor> values, double by) {
    try (TFloat32 number = TFloat32.scalarOf((float) by)) {
      return session.run(
          runner -> {
            feed(runner, gradients, values);
            runner.feed(factor, number);
            scaled.forEach(runner::fetch);
          });
    }
  }

  /** Returns the sums of values with others, in tensors of their own. */
  Result add(List<org.tensorflow.Tensor> values, List<org.tensorflow.Tensor> otherValues) {
    return session.run(
        runner -> {
          feed(runner, gradients, values);
          feed(runner, others, otherValues);
          sums.forEach(runner::fetch);
        });
  }

  /** Returns the Euclidean norm over all values. */
  double norm(List<org.tensorflow.Tensor> values) {
    return session.run(
        runner -> {
          feed(runner, gradients, values);
          halfSquares.forEach(runner::fetch);
        },
        result ->
            Math.sqrt(
                2
                    * IntStream.range(0, result.size())
                        .mapToDouble(i -> HostTensors.scalar(result.get(i)))
                        .sum()));
  }

  /** Returns a copy of values, by parameter path. */
  Weights toHost(List<org.tensorflow.Tensor> values) {
    session.check();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      ParameterInfo info = trainable.get(i);
      tensors.put(info.path(), HostTensors.toHost(values.get(i), info.shape()));
    }
    return Weights.of(tensors);
  }

  private static void feed(
      org.tensorflow.Session.Runner runner,
      List<Output<?>> operands,
      List<org.tensorflow.Tensor> values) {
    for (int i = 0; i < operands.size(); i++) {
      runner.feed(operands.get(i), values.get(i));
    }
  }
}
