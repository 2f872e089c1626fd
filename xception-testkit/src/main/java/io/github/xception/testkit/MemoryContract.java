package io.github.xception.testkit;

import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Weights;
import org.junit.jupiter.api.Test;

/**
 * Native memory is freed. The resident size of the process is watched over rounds of equal work,
 * each followed by a collection, so that the Java heap does not grow either. The network's weights
 * and its intermediate values are several megabytes each: what leaks one of them per session or per
 * step goes beyond the bound many times over. Memory of a GPU is not seen.
 */
public interface MemoryContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** Closing sessions frees their memory. */
  @Test
  default void closingFreesMemory() {
    Graph graph = wideGraph();
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("memory", graph, 4);
    subject()
        .train(
            graph,
            weights,
            Optimizers.ADAM,
            unused ->
                expectNoGrowth(
                    () -> {
                      for (int i = 0; i < 4; i++) {
                        try (TrainingSession session =
                            subject().backend().train(graph, weights, Optimizers.ADAM)) {
                          session.step(batch, 0.001);
                        }
                        try (InferenceSession session = subject().backend().load(graph, weights)) {
                          session.predict(batch.images());
                        }
                      }
                    }));
  }

  /** Steps leave nothing behind. */
  @Test
  default void steppingDoesNotGrow() {
    Graph graph = wideGraph();
    Batch batch = TestData.batch("memory", graph, 4);
    subject()
        .train(
            graph,
            TestData.weights(graph),
            Optimizers.ADAM,
            session ->
                expectNoGrowth(
                    () -> {
                      for (int i = 0; i < 8; i++) {
                        session.step(batch, 0.001);
                      }
                    }));
  }

  /** Predictions leave nothing behind. */
  @Test
  default void predictingDoesNotGrow() {
    Graph graph = wideGraph();
    Batch batch = TestData.batch("memory", graph, 4);
    subject()
        .infer(
            graph,
            TestData.weights(graph),
            session ->
                expectNoGrowth(
                    () -> {
                      for (int i = 0; i < 8; i++) {
                        session.predict(batch.images());
                      }
                    }));
  }

  private void expectNoGrowth(Runnable round) {
    if (ResidentMemory.known()) {
      ResidentMemory.expectNoGrowth(round);
    } else {
      subject().notApplicable("this system does not tell resident memory in /proc/self/status");
    }
  }

  /** Cheap operations on images of 1 MB a batch, a dense layer of 4 MB. */
  private static Graph wideGraph() {
    GraphBuilder graph = new GraphBuilder("wide", Shape.of(64, 64, 1));
    int x = graph.add("conv", CaseBuilder.pointwise(16), Graph.INPUT);
    x = graph.add("bn", new Op.BatchNorm(0.9, 1e-3, true, true), x);
    for (int i = 0; i < 3; i++) {
      x = graph.add("relu_" + i, new Op.Relu(), x);
      x = graph.add("add_" + i, new Op.Add(), x, x);
    }
    x = graph.add("max_pool", new Op.MaxPool(Windows.valid(2, 2)), x);
    x = graph.add("avg_pool", new Op.AvgPool(Windows.valid(4, 4)), x);
    x = graph.add("flatten", new Op.Flatten(), x);
    x = graph.add("dense", new Op.Dense(1024, true), x);
    graph.add("logits", new Op.Dense(5, true), x);
    return graph.build();
  }
}
