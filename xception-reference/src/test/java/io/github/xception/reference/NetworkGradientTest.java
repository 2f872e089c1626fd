package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gradient of a whole network, through the public contract. Weights are floats there, so the
 * step of the difference quotient is what two floats differ by, taken exactly.
 */
class NetworkGradientTest {
  private static final OptimizerSpec WITH_L2 =
      new OptimizerSpec.Sgd(0, new WeightDecay(WeightDecay.Kind.L2, 0.01));

  @ParameterizedTest
  @ValueSource(ints = {9, 12})
  void isTheDifferenceQuotientOfTheLoss(int size) {
    Graph graph = Examples.tinyXception(size);
    Weights weights = Examples.weights(graph, 5);
    Batch batch = Examples.batch(size, 4, 6);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
        TrainingSession session = backend.train(graph, weights, WITH_L2);
        ComputedGradients computed = session.computeGradients(batch)) {
      Weights gradients = computed.gradients().toHost();
      for (ParameterInfo info : graph.parameters()) {
        if (!info.trainable()) {
          assertThat(gradients.contains(info.path())).as(info.path()).isFalse();
          continue;
        }
        float[] gradient = gradients.get(info.path()).toArray();
        RandomStream random = RandomStream.of(8, info.path());
        for (int trial = 0; trial < 5; trial++) {
          int i = random.nextInt(gradient.length);
          double expected = differenceQuotient(session, weights, batch, info.path(), i);
          assertThat((double) gradient[i])
              .as("%s, element %d", info.path(), i)
              .isCloseTo(expected, offset(1e-6 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  private static double differenceQuotient(
      TrainingSession session, Weights weights, Batch batch, String path, int element) {
    float at = weights.get(path).toArray()[element];
    float above = at + 0x1p-14f;
    float below = at - 0x1p-14f;
    double rise =
        loss(session, with(weights, path, element, above), batch)
            - loss(session, with(weights, path, element, below), batch);
    return rise / ((double) above - below);
  }

  private static double loss(TrainingSession session, Weights weights, Batch batch) {
    session.restoreWeights(weights);
    try (ComputedGradients computed = session.computeGradients(batch)) {
      return computed.result().loss();
    }
  }

  private static Weights with(Weights weights, String path, int element, float value) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(weights.asMap());
    float[] values = weights.get(path).toArray();
    values[element] = value;
    tensors.put(path, Tensor.of(weights.get(path).shape(), values));
    return Weights.of(tensors);
  }
}
