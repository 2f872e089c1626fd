package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final MemoryDataset IMAGES = new MemoryDataset("images", 10, 4);

  private final Backend backend = TinyRun.backend();

  @AfterEach
  void close() {
    backend.close();
  }

  /** Whatever the image, the logits are 0, ln 2 and ln 5, so the probabilities 1/8, 2/8, 5/8. */
  @Test
  void countsAndAverages() {
    Evaluation evaluation = evaluate(false);
    // Classes in turn: of ten images four are red, three green, three blue.
    assertThat(evaluation.images()).isEqualTo(10);
    assertThat(evaluation.correct()).isEqualTo(3);
    assertThat(evaluation.accuracy()).isEqualTo(0.3);
    assertThat(evaluation.perClass())
        .containsExactly(
            new Evaluation.ClassScore("red", 4, 0),
            new Evaluation.ClassScore("green", 3, 0),
            new Evaluation.ClassScore("blue", 3, 3));
    double loss = (4 * Math.log(8) + 3 * Math.log(4) + 3 * Math.log(1.6)) / 10;
    assertThat(evaluation.loss()).isCloseTo(loss, within(1e-6));
    assertThat(evaluation.predictions()).hasSize(10);
    Evaluation.Prediction last = evaluation.predictions().get(9);
    assertThat(last.name()).isEqualTo("images-9");
    assertThat(last.label()).isZero();
    assertThat(last.predicted()).isEqualTo(2);
    assertThat(last.probability()).isCloseTo(0.625, within(1e-6));
  }

  @Test
  void looksBeforeASoftmax() {
    assertThat(evaluate(true)).isEqualTo(evaluate(false));
  }

  @Test
  void needsImages() {
    MemoryDataset none = new MemoryDataset("none", 0, 4);
    assertThatThrownBy(() -> new Evaluator(backend, network(false)).evaluate(weights(), none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no images");
  }

  @Test
  void aClassWithoutImagesHasNoAccuracy() {
    assertThat(new Evaluation.ClassScore("red", 0, 0).accuracy()).isZero();
  }

  private Evaluation evaluate(boolean softmax) {
    return new Evaluator(backend, network(softmax)).evaluate(weights(), IMAGES);
  }

  private static Weights weights() {
    return Weights.of(
        Map.of(
            "dense/kernel", Tensor.create(Shape.of(3, 3), values -> {}),
            "dense/bias", Tensor.of(Shape.of(3), 0, (float) Math.log(2), (float) Math.log(5))));
  }

  private static Graph network(boolean softmax) {
    GraphBuilder builder =
        new GraphBuilder("net", Shape.of(MemoryDataset.SIDE, MemoryDataset.SIDE, 3));
    int pool = builder.add("pool", new Op.GlobalAvgPool(), Graph.INPUT);
    int dense = builder.add("dense", new Op.Dense(3, true), pool);
    if (softmax) {
      builder.add("softmax", new Op.Softmax(), dense);
    }
    return builder.build();
  }
}
