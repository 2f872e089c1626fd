package io.github.xception.testkit;

import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Labels that are a distribution times a weight, as class weights make them. */
public interface LabelContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /**
   * The labels of an example need not sum to one: loss and gradients are those of the formula all
   * the same. An example of which all labels are zero counts for the mean alone.
   */
  @TestFactory
  default Stream<DynamicTest> weightedLabels() {
    return Stream.of(
        check("of several sums", 3, 0.25, 1, 5),
        check("of zero and one", 0, 1, 0, 1),
        check("of a large sum", 100, 1, 1, 1));
  }

  private DynamicTest check(String name, double... sums) {
    return DynamicTest.dynamicTest("weighted labels: " + name, () -> checkSums(name, sums));
  }

  private void checkSums(String name, double... sums) {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch plain = TestData.batch(name, graph, sums.length);
    Tensor labels =
        Tensor.create(
            plain.labels().shape(),
            buffer -> {
              for (int i = 0; i < plain.labels().shape().elements(); i++) {
                double sum = sums[i / graph.classes()];
                buffer.put((float) (sum * plain.labels().floats().get(i)));
              }
            });
    Batch batch = new Batch(plain.images(), labels, plain.names(), plain.key());
    Tolerance tolerance = subject().tolerance();
    try (TrainingSession reference =
        subject().reference().train(graph, weights, Optimizers.PLAIN_SGD)) {
      subject()
          .train(
              graph,
              weights,
              Optimizers.PLAIN_SGD,
              session -> {
                StepResult expected = reference.step(batch, 0.01);
                Expect.close("step", session.step(batch, 0.01), expected, tolerance.forward());
                Expect.allClose(
                    "gradient",
                    session.optimizerState().slots(),
                    reference.optimizerState().slots(),
                    tolerance.gradient());
              });
    }
  }
}
