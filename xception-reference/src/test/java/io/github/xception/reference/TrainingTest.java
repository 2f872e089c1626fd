package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingTest {
  private static final int SIZE = 16;
  private static final Graph GRAPH = Examples.tinyXception(SIZE);
  private static final OptimizerSpec ADAM =
      new OptimizerSpec.Adam(0.9, 0.999, 1e-8, new WeightDecay(WeightDecay.Kind.L2, 1e-4));

  private static final String SPEC =
      """
      {
        "name": "tiny-xception",
        "input": {"height": 16, "width": 16, "channels": 3, "scaling": "none"},
        "defaults": {"batchNorm": {"momentum": 0.9}},
        "layers": [
          {"conv2d": {"filters": 8, "kernel": 3, "stride": 2}}, {"batchNorm": {}}, "relu",
          {"residual": {
            "main": [
              {"separableConv2d": {"filters": 16, "kernel": 3}}, {"batchNorm": {}},
              {"maxPool2d": {"size": 3, "stride": 2}}],
            "shortcut": [
              {"conv2d": {"filters": 16, "kernel": 1, "stride": 2}}, {"batchNorm": {}}]}},
          {"residual": {
            "main": ["relu", {"separableConv2d": {"filters": 16, "kernel": 3}}, {"batchNorm": {}}]}},
          "globalAvgPool2d",
          {"dropout": {"keep": 0.9}},
          {"dense": {"units": 3}},
          "softmax"
        ]
      }
      """;

  static Stream<OptimizerSpec> optimizers() {
    WeightDecay l2 = new WeightDecay(WeightDecay.Kind.L2, 1e-3);
    WeightDecay decoupled = new WeightDecay(WeightDecay.Kind.DECOUPLED, 1e-2);
    return Stream.of(
        new OptimizerSpec.Sgd(0.9, l2),
        new OptimizerSpec.RmsProp(0.9, 0.9, 1e-3, WeightDecay.NONE),
        new OptimizerSpec.Adam(0.9, 0.999, 1e-8, decoupled));
  }

  @Test
  void networkOfASpecLearnsToTellClassesApart() {
    Graph graph = Lowering.lower(Specs.parseModel(SPEC, "a test"));
    try (Backend backend = open(0);
        TrainingSession session = backend.train(graph, InitialWeights.draw(graph, 1), ADAM)) {
      double first = session.step(Examples.batch(SIZE, 16, 0), 1e-2).crossEntropy();
      for (int step = 1; step < 60; step++) {
        session.step(Examples.batch(SIZE, 16, step), 1e-2);
      }

      Batch unseen = Examples.batch(SIZE, 64, 1000);
      StepResult result;
      try (var computed = session.computeGradients(unseen)) {
        result = computed.result();
      }
      assertThat(first).isGreaterThan(0.8);
      assertThat(result.crossEntropy()).isLessThan(0.2);
      try (InferenceSession inference = backend.load(graph, session.weights())) {
        assertThat(correct(inference.predict(unseen.images()), unseen.labels())).isGreaterThan(60);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void restoredRunContinuesBitForBit(OptimizerSpec optimizer) {
    try (Backend backend = open(0);
        TrainingSession whole = backend.train(GRAPH, Examples.weights(GRAPH, 2), optimizer);
        TrainingSession resumed = backend.train(GRAPH, Examples.weights(GRAPH, 3), optimizer)) {
      steps(whole, 0, 3);
      Weights weights = whole.weights();
      OptimizerState state = whole.optimizerState();
      List<StepResult> expected = steps(whole, 3, 6);

      resumed.restoreWeights(weights);
      resumed.restoreOptimizer(state);
      assertThat(steps(resumed, 3, 6)).isEqualTo(expected);
      assertSameBits(resumed.weights(), whole.weights());
      assertSameBits(resumed.optimizerState().slots(), whole.optimizerState().slots());
      assertThat(resumed.optimizerState().step()).isEqualTo(6);
    }
  }

  @Test
  void resultDoesNotDependOnThreads() {
    try (Backend one = open(1);
        Backend many = open(5);
        TrainingSession a = one.train(GRAPH, Examples.weights(GRAPH, 4), ADAM);
        TrainingSession b = many.train(GRAPH, Examples.weights(GRAPH, 4), ADAM)) {
      assertThat(steps(a, 0, 3)).isEqualTo(steps(b, 0, 3));
      assertSameBits(a.weights(), b.weights());
    }
  }

  @Test
  void resultIsTheSameBitsOnEveryMachineAndJdk() {
    try (Backend backend = open(0);
        TrainingSession session = backend.train(GRAPH, Examples.weights(GRAPH, 4), ADAM)) {
      steps(session, 0, 3);

      CRC32 bits = new CRC32();
      for (Tensor tensor : session.weights().asMap().values()) {
        for (float value : tensor.toArray()) {
          bits.update(
              ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value));
        }
      }
      // Changes with the semantics, and then is to be written down anew; never with the machine.
      assertThat(bits.getValue()).isEqualTo(3_707_850_138L);
    }
  }

  private static Backend open(int threads) {
    return new ReferenceBackendProvider().open(new BackendOptions(Device.CPU, threads));
  }

  private static List<StepResult> steps(TrainingSession session, int from, int to) {
    return Stream.iterate(from, step -> step < to, step -> step + 1)
        .map(step -> session.step(Examples.batch(SIZE, 6, step), 1e-2))
        .toList();
  }

  private static void assertSameBits(Weights actual, Weights expected) {
    assertThat(actual.paths()).containsExactlyElementsOf(expected.paths());
    for (String path : expected.paths()) {
      assertThat(actual.get(path).bytes()).as(path).isEqualTo(expected.get(path).bytes());
    }
  }

  private static int correct(Tensor probabilities, Tensor labels) {
    int correct = 0;
    float[] p = probabilities.toArray();
    float[] t = labels.toArray();
    for (int from = 0; from < p.length; from += Examples.CLASSES) {
      int best = from;
      for (int i = from; i < from + Examples.CLASSES; i++) {
        best = p[i] > p[best] ? i : best;
      }
      correct += t[best] == 1 ? 1 : 0;
    }
    return correct;
  }
}
