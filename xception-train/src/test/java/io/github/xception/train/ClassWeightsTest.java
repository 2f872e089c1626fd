package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.data.Batch;
import io.github.xception.api.spec.ClassWeightsSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  private static final List<String> CLASSES = List.of("daisy", "iris", "tulip");
  private static final Tensor IMAGES = Tensor.create(Shape.of(2, 1, 1, 1), values -> {});

  private static ClassWeights balanced(Integer... counts) {
    return ClassWeights.of(Optional.of(new ClassWeightsSpec.Balanced()), CLASSES, List.of(counts));
  }

  private static ClassWeights given(Map<String, Double> weights, Integer... counts) {
    return ClassWeights.of(Optional.of(new ClassWeightsSpec.Of(weights)), CLASSES, List.of(counts));
  }

  private static Batch batch(float... labels) {
    Tensor tensor = Tensor.of(Shape.of(labels.length / 3, 3), labels);
    return new Batch(IMAGES, tensor, List.of("a", "b"), 3);
  }

  /** scikit-learn's compute_class_weight("balanced") of 6, 3 and 1 examples. */
  @Test
  void balancedWeightsAreThoseOfScikitLearn() {
    assertThat(balanced(6, 3, 1).weights()).containsExactly(10 / 18.0, 10 / 9.0, 10 / 3.0);
    assertThat(balanced(5, 5, 5).weights()).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void aClassWithoutImagesIsNotCounted() {
    assertThat(balanced(6, 0, 2).weights()).containsExactly(8 / 12.0, 1.0, 2.0);
  }

  @Test
  void givenWeightsHaveAMeanOfOneOverTheImages() {
    List<Double> weights = given(Map.of("iris", 4.0), 6, 3, 1).weights();
    assertThat(weights.get(1)).isCloseTo(4 * weights.get(0), within(1e-15));
    assertThat(weights.get(2)).isEqualTo(weights.get(0));
    assertThat(6 * weights.get(0) + 3 * weights.get(1) + weights.get(2))
        .isCloseTo(10, within(1e-14));
  }

  @Test
  void weighsLabelsOfWhateverDistribution() {
    Batch batch = batch(0.5f, 0.25f, 0.25f, 0, 0, 1);
    Batch weighed = balanced(4, 2, 1).apply(batch);
    double third = 7 / 3.0;
    assertThat(weighed.labels().toArray())
        .containsExactly(
            new float[] {
              (float) (third / 8), (float) (third / 8), (float) (third / 4), 0, 0, (float) third
            },
            within(1e-6f));
    assertThat(weighed.images()).isSameAs(batch.images());
    assertThat(weighed.names()).isEqualTo(batch.names());
    assertThat(weighed.key()).isEqualTo(3);
    assertThat(batch.labels().toArray()).containsExactly(0.5f, 0.25f, 0.25f, 0, 0, 1);
  }

  @Test
  void doesNothingWithoutASpec() {
    Batch batch = batch(1, 0, 0, 0, 1, 0);
    ClassWeights none = ClassWeights.of(Optional.empty(), CLASSES, List.of(6, 3, 1));
    assertThat(none.apply(batch)).isSameAs(batch);
  }

  @Test
  void unknownClassesAreNamed() {
    assertThatThrownBy(() -> given(Map.of("dasy", 2.0), 6, 3, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("/training/classWeights/of/dasy")
        .hasMessageContaining("'daisy'");
  }
}
