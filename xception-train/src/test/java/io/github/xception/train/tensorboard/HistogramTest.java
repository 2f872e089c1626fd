package io.github.xception.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.train.tensorboard.Histogram.Bucket;
import java.util.List;
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
    Histogram histogram = of(0, 0.5f, 1, 1.5f, 15, 30);
    assertThat(histogram.buckets()).hasSize(30);
    assertThat(histogram.buckets().get(0)).isEqualTo(new Bucket(1, 3));
    assertThat(histogram.buckets().get(1)).isEqualTo(new Bucket(2, 1));
    assertThat(histogram.buckets().get(14)).isEqualTo(new Bucket(15, 1));
    assertThat(histogram.buckets().get(29)).isEqualTo(new Bucket(30, 1));
  }

  @Test
  void sumsUp() {
    Histogram histogram = of(-1, 2, 3);
    assertThat(histogram.min()).isEqualTo(-1);
    assertThat(histogram.max()).isEqualTo(3);
    assertThat(histogram.count()).isEqualTo(3);
    assertThat(histogram.sum()).isEqualTo(4);
    assertThat(histogram.sumOfSquares()).isEqualTo(14);
  }

  @Test
  void equalValuesLieInOneBucket() {
    assertThat(of(2, 2, 2).buckets()).containsExactly(new Bucket(2, 3));
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    assertThat(of(Float.NaN, Float.POSITIVE_INFINITY))
        .isEqualTo(new Histogram(0, 0, 0, 0, 0, List.of()));
    assertThat(of(Float.NaN, 2)).isEqualTo(new Histogram(2, 2, 1, 2, 4, List.of(new Bucket(2, 1))));
  }

  @Property(tries = 200)
  void noValueIsLost(@ForAll @Size(min = 1, max = 50) List<Short> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i) / 8f;
    }
    Histogram histogram = of(floats);
    assertThat(histogram.buckets().stream().mapToInt(Bucket::count).sum()).isEqualTo(floats.length);
    assertThat(histogram.buckets().get(histogram.buckets().size() - 1).right())
        .isEqualTo(histogram.max());
  }
}
