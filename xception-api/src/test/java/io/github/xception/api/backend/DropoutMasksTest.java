package io.github.xception.api.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DropoutMasksTest {
  private static final Op.Dropout HALF = new Op.Dropout(0.5);

  @Test
  void hasABatchInFrontOfTheNodesShape() {
    assertThat(draw("dropout", HALF, 1).shape()).isEqualTo(Shape.of(40, 100));
  }

  @Test
  void dropsOrScalesUp() {
    float[] mask = draw("dropout", new Op.Dropout(0.8), 1).toArray();
    assertThat(mask).containsOnly(0f, 1.25f);
    long kept = IntStream.range(0, mask.length).filter(i -> mask[i] != 0).count();
    assertThat((double) kept / mask.length).isBetween(0.77, 0.83);
  }

  @Test
  void keepsEverythingAtOne() {
    assertThat(draw("dropout", new Op.Dropout(1), 1).toArray()).containsOnly(1f);
  }

  @Test
  void dependsOnKeyAndPathOnly() {
    float[] mask = draw("dropout", HALF, 1).toArray();
    assertThat(draw("dropout", HALF, 1).toArray()).containsExactly(mask);
    assertThat(draw("dropout", HALF, 2).toArray()).isNotEqualTo(mask);
    assertThat(draw("dropout_2", HALF, 1).toArray()).isNotEqualTo(mask);
  }

  /** The first row is the same whatever the batch size, so a mask can be drawn in parts. */
  @Test
  void rowsComeInOrder() {
    float[] all = draw("dropout", HALF, 1).toArray();
    float[] one = DropoutMasks.draw(node("dropout", HALF), HALF, 1, 1).toArray();
    assertThat(one).containsExactly(Arrays.copyOf(all, 100));
  }

  private static Tensor draw(String path, Op.Dropout op, long key) {
    return DropoutMasks.draw(node(path, op), op, key, 40);
  }

  private static Node node(String path, Op op) {
    Shape shape = Shape.of(100);
    return new Node(1, path, op, List.of(0), List.of(shape), shape, List.of());
  }
}
