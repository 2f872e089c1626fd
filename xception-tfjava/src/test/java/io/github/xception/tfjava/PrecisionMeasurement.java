package io.github.xception.tfjava;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures training in bf16 against training in fp32, in turns. It asserts nothing and runs only
 * when it is asked for by name; {@code docs/performance.md} says how.
 */
class PrecisionMeasurement {
  private static final Logger log = LoggerFactory.getLogger(PrecisionMeasurement.class);
  private static final int BATCH = Integer.getInteger("measure.batch", 16);
  private static final int ROUNDS = Integer.getInteger("measure.rounds", 8);
  private static final int STEPS = 2;

  @Test
  void train() {
    String model = System.getProperty("measure.model", "xception-flowers17");
    Graph graph = Lowering.lower(Presets.model(model).orElseThrow());
    Batch batch = batch(graph);
    try (Backend fp32 = open(Precision.FP32);
        Backend bf16 = open(Precision.BF16);
        TrainingSession exact = session(fp32, graph);
        TrainingSession fast = session(bf16, graph)) {
      log.info("{}, batch {}, {}", model, BATCH, bf16.info());
      seconds(exact, batch);
      seconds(fast, batch);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        // The one that goes first changes, so that a load that grows or shrinks favours neither.
        double before = round % 2 == 0 ? seconds(exact, batch) : 0;
        double half = seconds(fast, batch);
        double whole = round % 2 == 0 ? before : seconds(exact, batch);
        ratios[round] = whole / half;
        log.info(
            "round {}: fp32 {} images/s, bf16 {} images/s, ratio {}",
            round + 1,
            STEPS * BATCH / whole,
            STEPS * BATCH / half,
            ratios[round]);
      }
      List<Double> sorted = new ArrayList<>();
      for (double ratio : ratios) {
        sorted.add(ratio);
      }
      Collections.sort(sorted);
      log.info(
          "ratios {}, median {}",
          sorted,
          (sorted.get((ROUNDS - 1) / 2) + sorted.get(ROUNDS / 2)) / 2);
    }
  }

  private static Backend open(Precision precision) {
    return new TensorFlowBackendProvider().open(BackendOptions.DEFAULT.withPrecision(precision));
  }

  private static TrainingSession session(Backend backend, Graph graph) {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    return backend.train(graph, InitialWeights.draw(graph, 1), adam);
  }

  private static double seconds(TrainingSession session, Batch batch) {
    long start = System.nanoTime();
    for (int step = 0; step < STEPS; step++) {
      session.step(batch, 1e-4);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Batch batch(Graph graph) {
    RandomStream random = RandomStream.of(1, "images");
    Tensor images =
        Tensor.create(
            graph.inputShape().prepend(BATCH),
            buffer -> {
              while (buffer.hasRemaining()) {
                buffer.put((float) random.nextGaussian());
              }
            });
    int classes = graph.classes();
    Tensor labels =
        Tensor.create(
            Shape.of(BATCH, classes),
            buffer -> {
              for (int i = 0; i < BATCH * classes; i++) {
                buffer.put(i % classes == i / classes % classes ? 1 : 0);
              }
            });
    return new Batch(images, labels, Collections.nCopies(BATCH, "image"), 1);
  }
}
