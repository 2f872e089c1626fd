package io.github.xception.tfjava;

import com.sun.management.OperatingSystemMXBean;
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
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    Batch batch = RandomBatch.of(graph, BATCH, 1);
    try (Backend fp32 = open(Precision.FP32);
        Backend bf16 = open(Precision.BF16);
        TrainingSession exact = session(fp32, graph);
        TrainingSession fast = session(bf16, graph)) {
      log.info("{}, batch {}, {}", model, BATCH, bf16.info());
      Cost.of(exact, batch);
      Cost.of(fast, batch);
      List<Double> ratios = new ArrayList<>();
      List<Double> processorRatios = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        Cost whole = Cost.of(exact, batch);
        Cost half = Cost.of(fast, batch);
        log.info("round {}: fp32 {}, bf16 {}", round, whole, half);
        ratios.add(whole.seconds / half.seconds);
        processorRatios.add(whole.processorSeconds / half.processorSeconds);
      }
      log.info("bf16 is {} times as fast, median {}", ratios, median(ratios));
      log.info("by processor time {} times, median {}", processorRatios, median(processorRatios));
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  /** What steps took: by the clock, and in processor time, which other processes disturb less. */
  private record Cost(double seconds, double processorSeconds) {
    private static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Cost of(TrainingSession session, Batch batch) {
      long start = System.nanoTime();
      long processor = SYSTEM.getProcessCpuTime();
      for (int step = 0; step < STEPS; step++) {
        session.step(batch, 1e-4);
      }
      return new Cost(
          (System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.2f images/s, %.2f processor seconds a step",
          STEPS * BATCH / seconds,
          processorSeconds / STEPS);
    }
  }

  private static Backend open(Precision precision) {
    return new TensorFlowBackendProvider().open(BackendOptions.DEFAULT.withPrecision(precision));
  }

  private static TrainingSession session(Backend backend, Graph graph) {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    return backend.train(graph, InitialWeights.draw(graph, 1), adam);
  }
}
