package io.github.xception.djl;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ModelSummary;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.spec.WeightDecay;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures training on PyTorch in bf16, in fp32, and against the plain matrix product, in turns in
 * one process. It asserts nothing and runs only when it is asked for by name; {@code
 * docs/performance.md} says how.
 */
class PrecisionMeasurement {
  private static final Logger log = LoggerFactory.getLogger(PrecisionMeasurement.class);
  private static final int BATCH = Integer.getInteger("measure.batch", 16);
  private static final int ROUNDS = Integer.getInteger("measure.rounds", 8);

  @Test
  void train() {
    String name = System.getProperty("measure.model", "xception-flowers17");
    ModelSpec model = Presets.model(name).orElseThrow();
    Graph graph = Lowering.lower(model);
    Batch batch = TestNetworks.batch(graph, BATCH, 1);
    // Forward, and backward once for the values and once for the kernels.
    double operations = 3 * 2.0 * ModelSummary.of(model).macs() * BATCH;
    try (Backend fp32 = open(Precision.FP32);
        Backend bf16 = open(Precision.BF16);
        MatrixProduct product = MatrixProduct.create();
        TrainingSession exact = session(fp32, graph);
        TrainingSession fast = session(bf16, graph)) {
      log.info("{}, batch {}, {}", name, BATCH, bf16.info());
      Map<String, Runnable> contenders = new LinkedHashMap<>();
      contenders.put(MatrixProduct.NAME, product);
      contenders.put("fp32", () -> exact.step(batch, 1e-4));
      contenders.put("bf16", () -> fast.step(batch, 1e-4));
      Turns turns = Turns.of(contenders, ROUNDS, 1);
      turns.report(log, "fp32");
      turns.reportShares(log, MatrixProduct.NAME, MatrixProduct.OPERATIONS, operations);
    }
  }

  private static Backend open(Precision precision) {
    return new PyTorchBackendProvider().open(BackendOptions.DEFAULT.withPrecision(precision));
  }

  private static TrainingSession session(Backend backend, Graph graph) {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, WeightDecay.NONE);
    return backend.train(graph, InitialWeights.draw(graph, 1), adam);
  }
}
