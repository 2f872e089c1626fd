package io.github.xception.tfjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.DropoutMasks;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import org.junit.jupiter.api.Test;

/** That the baseline of the measurements computes what this backend computes. */
class HandWrittenXceptionTest {
  private static final BackendOptions OPTIONS = BackendOptions.DEFAULT;

  private final Graph graph = Lowering.lower(Presets.model("xception-flowers17").orElseThrow());
  private final Weights weights = InitialWeights.draw(graph, 1);
  private final Batch batch = RandomBatch.of(graph, 4, 1);

  @Test
  void trainsAlike() {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    Node dropout =
        graph.nodes().stream().filter(n -> n.op() instanceof Op.Dropout).findFirst().orElseThrow();
    Tensor mask = DropoutMasks.draw(dropout, (Op.Dropout) dropout.op(), batch.key(), batch.size());
    try (Backend backend = new TensorFlowBackendProvider().open(OPTIONS);
        TrainingSession session = backend.train(graph, weights, adam);
        HandWrittenTraining direct =
            new HandWrittenTraining(weights, TensorFlowEngine.start(OPTIONS).config())) {
      for (int step = 0; step < 3; step++) {
        double loss = session.step(batch, 1e-4).loss();
        float expected = direct.step(batch.images(), batch.labels(), mask, 1e-4f);
        assertThat(loss).as("step %s", step).isCloseTo(expected, within(1e-3));
      }
    }
  }

  @Test
  void predictsAlike() {
    try (Backend backend = new TensorFlowBackendProvider().open(OPTIONS);
        InferenceSession session = backend.load(graph, weights);
        HandWrittenInference direct =
            new HandWrittenInference(weights, TensorFlowEngine.start(OPTIONS).config())) {
      float[] logits = session.predict(batch.images()).toArray();
      float[][] expected = direct.predict(batch.images());
      for (int i = 0; i < expected.length; i++) {
        for (int c = 0; c < expected[i].length; c++) {
          assertThat(logits[i * 17 + c]).isCloseTo(expected[i][c], within(1e-4f));
        }
      }
    }
  }
}
