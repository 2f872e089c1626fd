package io.github.xception.djl;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ModelSummary;
import io.github.xception.api.json.Presets;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures inference on PyTorch against the plain matrix product of single precision, in each form
 * and as it is uncompiled, in turns in one process. It asserts nothing and runs only when it is
 * asked for by name; {@code docs/performance.md} says how.
 */
class InferenceMeasurement {
  private static final Logger log = LoggerFactory.getLogger(InferenceMeasurement.class);
  private static final int BATCH = Integer.getInteger("measure.batch", 16);
  private static final int ROUNDS = Integer.getInteger("measure.rounds", 10);
  private static final int CALLS = Integer.getInteger("measure.calls", BATCH == 1 ? 10 : 1);

  @Test
  void predict() {
    String name = System.getProperty("measure.model", "xception-flowers17");
    ModelSpec model = Presets.model(name).orElseThrow();
    Graph graph = Lowering.lower(model);
    Weights weights = TestNetworks.trained(graph);
    Tensor images = TestNetworks.normal(graph.inputShape().prepend(BATCH), 1);
    String output = graph.output().path();
    double operations = 2.0 * ModelSummary.of(model).macs() * BATCH * CALLS;
    PyTorchEngine engine = PyTorchEngine.start(BackendOptions.DEFAULT);
    try (Backend best = new DjlBackend(engine);
        Backend plain = new DjlBackend(engine.with(ScriptForm.PLAIN));
        MatrixProduct product = MatrixProduct.create();
        InferenceSession compiled = best.load(graph, weights);
        InferenceSession plainly = plain.load(graph, weights);
        Backend bf16 =
            new PyTorchBackendProvider()
                .open(BackendOptions.DEFAULT.withPrecision(Precision.BF16));
        InferenceSession half = bf16.load(graph, weights)) {
      Map<String, Runnable> contenders = new LinkedHashMap<>();
      contenders.put(MatrixProduct.NAME, product);
      contenders.put("compiled", () -> compiled.predict(images));
      contenders.put("bf16", () -> half.predict(images));
      contenders.put("plain form", () -> plainly.predict(images));
      contenders.put("uncompiled", () -> plainly.activations(images, List.of(output)));
      log.info("{}, batch {}, {}", name, BATCH, best.info());
      Turns turns = Turns.of(contenders, ROUNDS, CALLS);
      turns.report(log, "compiled");
      turns.reportShares(log, MatrixProduct.NAME, MatrixProduct.OPERATIONS * CALLS, operations);
    }
  }
}
