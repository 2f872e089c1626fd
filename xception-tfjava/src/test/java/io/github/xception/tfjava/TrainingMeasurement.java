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
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Weights;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures training on Linux: what it takes to begin, speed, processor time, page faults and
 * memory. It asserts nothing and runs only when it is asked for by name; {@code
 * docs/performance.md} says how.
 */
class TrainingMeasurement {
  private static final Logger log = LoggerFactory.getLogger(TrainingMeasurement.class);

  @Test
  void train() {
    String model = System.getProperty("measure.model", "xception-flowers17");
    int batchSize = Integer.getInteger("measure.batch", 16);
    int steps = Integer.getInteger("measure.steps", 20);
    int every = Integer.getInteger("measure.every", Math.max(steps / 10, 1));
    int sessions = Integer.getInteger("measure.sessions", 1);
    Graph graph = Lowering.lower(Presets.model(model).orElseThrow());
    Weights weights = InitialWeights.draw(graph, 1);
    Batch batch = RandomBatch.of(graph, batchSize, 1);
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    try (Backend backend =
        timed("backend", () -> new TensorFlowBackendProvider().open(BackendOptions.DEFAULT))) {
      log.info("{}, batch {}, {}", model, batchSize, backend.info());
      for (int i = 0; i < sessions; i++) {
        try (TrainingSession session =
            timed("session", () -> backend.train(graph, weights, adam))) {
          timed("first step", () -> session.step(batch, 1e-4));
          steps(session, batch, steps, every);
        }
        log.info("closed: {} MB resident", ProcessUsage.now().residentMegabytes());
      }
    }
  }

  private static void steps(TrainingSession session, Batch batch, int steps, int every) {
    ProcessUsage before = ProcessUsage.now();
    for (int step = 2; step <= steps; step++) {
      session.step(batch, 1e-4);
      if (step % every == 0) {
        int count = step == every ? Math.max(every - 1, 1) : every;
        log.info("step {}: {}", step, ProcessUsage.now().since(before, count).describe());
        before = ProcessUsage.now();
      }
    }
  }

  private static <T> T timed(String what, Supplier<T> work) {
    ProcessUsage before = ProcessUsage.now();
    T done = work.get();
    log.info("{}: {}", what, ProcessUsage.now().since(before, 1).describe());
    return done;
  }
}
