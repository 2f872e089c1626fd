package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A whole small Xception, in inference. */
public interface NetworkContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** The logits of a graph without softmax are those of the reference. */
  @Test
  default void logitsOfTinyXception() {
    comparePredictions(TinyXception.graph(false));
  }

  /** The probabilities of a graph with a final softmax are those of the reference. */
  @Test
  default void probabilitiesOfTinyXception() {
    comparePredictions(TinyXception.graph(true));
  }

  private void comparePredictions(Graph graph) {
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("tiny", graph, 3);
    try (InferenceSession reference = subject().reference().load(graph, weights)) {
      subject()
          .infer(
              graph,
              weights,
              session ->
                  Expect.close(
                      "output",
                      session.predict(images),
                      reference.predict(images),
                      subject().tolerance().forward()));
    }
  }

  /** One inference session takes batches of any size, in any order. */
  @Test
  default void batchesOfAnySizeInOneInferenceSession() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    try (InferenceSession reference = subject().reference().load(graph, weights)) {
      subject()
          .infer(
              graph,
              weights,
              session -> {
                for (int size : new int[] {1, 5, 2, 1}) {
                  Tensor images = TestData.images("size " + size, graph, size);
                  Expect.close(
                      "output of " + size + " images",
                      session.predict(images),
                      reference.predict(images),
                      subject().tolerance().forward());
                }
              });
    }
  }

  /** Values of inner nodes come by path, several at once, images as height x width x channels. */
  @Test
  default void activationsByPath() {
    Graph graph = TinyXception.graph(true);
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("tiny", graph, 2);
    List<String> paths =
        List.of(
            TinyXception.FEATURES, TinyXception.MIDDLE, "dropout", "dense", graph.output().path());
    try (InferenceSession reference = subject().reference().load(graph, weights)) {
      Map<String, Tensor> expected = reference.activations(images, paths);
      subject()
          .infer(
              graph,
              weights,
              session ->
                  subject()
                      .demanding(
                          Set.of(Capability.ACTIVATIONS),
                          () -> session.activations(images, paths),
                          () -> {
                            Expect.eachClose(
                                paths,
                                session.activations(images, paths),
                                expected,
                                subject().tolerance().forward());
                            assertThat(session.activations(images, List.of())).isEmpty();
                          }));
    }
  }

  /** The same images give the same bits, whatever else was asked in between. */
  @Test
  default void inferenceChangesNothing() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("tiny", graph, 2);
    subject()
        .infer(
            graph,
            weights,
            session -> {
              Tensor first = session.predict(images);
              Tensor copy = Tensor.of(first.shape(), first.toArray());
              session.predict(TestData.images("other", graph, 5));
              if (subject().has(Capability.ACTIVATIONS)) {
                session.activations(images, List.of(TinyXception.MIDDLE));
              }
              Expect.identical("output, asked again", session.predict(images), copy);
              Expect.identical("output of the first call, kept", first, copy);
            });
  }

  /** Evaluation after training uses the moving statistics, not those of the evaluated batch. */
  @Test
  default void evaluationUsesMovingStatistics() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("evaluated", graph, 4);
    subject()
        .train(
            graph,
            weights,
            Optimizers.PLAIN_SGD,
            training -> {
              for (int step = 0; step < 3; step++) {
                training.step(TestData.batch("step " + step, graph, 4), 0.05);
              }
              Weights trained = training.weights();
              try (InferenceSession reference = subject().reference().load(graph, trained);
                  InferenceSession session = subject().backend().load(graph, trained)) {
                Expect.close(
                    "output after training",
                    session.predict(images),
                    reference.predict(images),
                    subject().tolerance().forward());
              }
              Expect.identical("weights after evaluation", training.weights(), trained);
            });
  }

  /** Training sessions and inference sessions that are open together do not meet. */
  @Test
  default void sessionsAreIndependent() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("tiny", graph, 4);
    subject()
        .train(
            graph,
            weights,
            Optimizers.PLAIN_SGD,
            first -> {
              try (TrainingSession second =
                      subject().backend().train(graph, weights, Optimizers.PLAIN_SGD);
                  InferenceSession inference = subject().backend().load(graph, weights)) {
                Tensor before = inference.predict(batch.images());
                first.step(batch, 0.1);
                Expect.identical("weights of the other session", second.weights(), weights);
                second.step(batch, 0.1);
                Expect.identical("weights of both", second.weights(), first.weights());
                Expect.identical("inference", inference.predict(batch.images()), before);
              }
            });
  }
}
