package io.github.xception.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.train.tensorboard.Histogram.Bucket;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static Histogram of(float... values) {
    return Histogram.of(Tensor.of(Shape.of(values.length), values));
  }

  @Test
  void countsInThirtyBucketsFromTheSmallestToTheLargest() {
    Histogram histogram = of(0, 0.5f, 1, 15, 30);
    assertThat(histogram.buckets()).hasSize(30);
    assertThat(histogram.buckets().get(0)).isEqualTo(new Bucket(0, 1, 2));
    assertThat(histogram.buckets().get(1)).isEqualTo(new Bucket(1, 2, 1));
    assertThat(histogram.buckets().get(15)).isEqualTo(new Bucket(15, 16, 1));
    assertThat(histogram.buckets().get(29)).isEqualTo(new Bucket(29, 30, 1));
  }

  @Test
  void equalValuesLieInTheMiddleOfOneBucket() {
    assertThat(of(2, 2, 2).buckets()).containsExactly(new Bucket(1.5, 2.5, 3));
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    assertThat(of(Float.NaN, Float.POSITIVE_INFINITY).buckets()).isEmpty();
    assertThat(of(Float.NaN, 2).buckets()).containsExactly(new Bucket(1.5, 2.5, 1));
  }

  @Property(tries = 200)
  void losesNoValue(@ForAll @Size(min = 1, max = 50) float[] values) {
    Histogram histogram = of(values);
    assertThat(histogram.buckets().stream().mapToInt(Bucket::count).sum()).isEqualTo(values.length);
    for (int i = 1; i < histogram.buckets().size(); i++) {
      assertThat(histogram.buckets().get(i).left())
          .isEqualTo(histogram.buckets().get(i - 1).right());
    }
  }
}
