package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of Keras's and PyTorch's optimizers. Weights and slots are floats here, doubles there. */
class GoldenTrainingTest {
  static Stream<Golden> optimizers() {
    return Golden.cases("optimizer");
  }

  static Stream<Golden> networks() {
    return Golden.cases("network");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizer(Golden golden) {
    double decay = golden.json().path("decoupledDecay").asDouble(0);
    OptimizerSpec spec = golden.optimizer(new WeightDecay(WeightDecay.Kind.DECOUPLED, decay));
    TapeValue w = golden.tensor("w");
    List<ParameterInfo> infos =
        List.of(
            new ParameterInfo("w", ParameterInfo.Role.KERNEL, w.shape(), Initializer.ZEROS, 1, 1));
    Parameters parameters = new Parameters(infos, Weights.of(Map.of("w", w.toTensor())));
    Optimizer optimizer = new Optimizer(spec, infos);
    double[] rates = golden.numbers("rates");
    double[] gradients = golden.tensor("gradients").data();
    double[] path = golden.tensor("path").data();
    int length = w.data().length;

    for (int step = 0; step < rates.length; step++) {
      int from = step * length;
      double[] gradient = Arrays.copyOfRange(gradients, from, from + length);
      optimizer.apply(parameters, List.of(gradient), rates[step]);
      Golden.assertClose(
          "w after step " + (step + 1),
          Doubles.widen(parameters.values(infos.get(0))),
          Arrays.copyOfRange(path, from, from + length),
          1e-6);
    }
    for (String slot : spec.slots()) {
      // Plain gradient descent has no velocity elsewhere.
      if (golden.has(slot)) {
        Golden.assertClose(
            slot,
            Doubles.widen(optimizer.state().slots().get(slot + "/w").toArray()),
            golden.tensor(slot).data(),
            1e-6);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void network(Golden golden) {
    Golden inputs = Golden.cases("networkInputs").findFirst().orElseThrow();
    Graph graph = Examples.tinyXception(12, 1);
    WeightDecay decay =
        new WeightDecay(
            WeightDecay.Kind.valueOf(
                golden.json().at("/weightDecay/kind").asText().toUpperCase(Locale.ROOT)),
            golden.json().at("/weightDecay/rate").asDouble());
    double[] rates = inputs.numbers("rates");
    double[] losses = golden.numbers("losses");
    double[] crossEntropies = golden.numbers("crossEntropies");
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
        TrainingSession session =
            backend.train(graph, inputs.weights("weights"), golden.optimizer(decay))) {
      for (int step = 0; step < rates.length; step++) {
        StepResult result = session.step(batch(inputs, step), rates[step]);
        assertThat(result.loss()).as("loss").isCloseTo(losses[step], offset(1e-5));
        assertThat(result.crossEntropy())
            .as("cross-entropy")
            .isCloseTo(crossEntropies[step], offset(1e-5));
      }
      Weights expected = golden.weights("weights");
      Weights actual = session.weights();
      assertThat(actual.paths()).containsExactlyInAnyOrderElementsOf(expected.paths());
      for (String path : expected.paths()) {
        Golden.assertClose(
            path,
            Doubles.widen(actual.get(path).toArray()),
            Doubles.widen(expected.get(path).toArray()),
            1e-5);
      }
    }
  }

  private static Batch batch(Golden inputs, int step) {
    Tensor images = inputs.list("images").get(step);
    List<String> names =
        IntStream.range(0, images.shape().dim(0)).mapToObj(n -> "image " + n).toList();
    return new Batch(images, inputs.list("labels").get(step), names, step);
  }
}
