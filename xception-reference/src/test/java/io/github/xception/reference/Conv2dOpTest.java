package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Conv2dOpTest {
  private static final Workers WORKERS = new Workers(2);

  private static final double[] ONE_TO_NINE = {
    1, 2, 3, //
    4, 5, 6, //
    7, 8, 9
  };

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  @Test
  void slidesTheKernelWithoutTurningIt() {
    TapeValue x = TapeValue.of(Shape.of(1, 3, 3, 1), ONE_TO_NINE);
    TapeValue kernel = TapeValue.of(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    Op.Conv2d op = new Op.Conv2d(new Window(2, 2, 1, Padding.NONE), 1, 1, false);

    TapeValue y = apply(op, x, kernel, Optional.empty());

    assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 2, 1));
    assertThat(y.data()).containsExactly(5421, 6532, 8754, 9865);
  }

  @Test
  void padsWithZerosAsFarAsSaid() {
    TapeValue x = TapeValue.of(Shape.of(1, 3, 3, 1), ONE_TO_NINE);
    TapeValue kernel = TapeValue.of(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    Op.Conv2d op = new Op.Conv2d(new Window(2, 2, 2, new Padding(0, 1, 0, 1)), 1, 1, false);

    TapeValue y = apply(op, x, kernel, Optional.empty());

    assertThat(y.data())
        .containsExactly(
            5421, 603, //
            87, 9);
  }

  @Test
  void addsTheBiasOfEachFilter() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    TapeValue kernel =
        TapeValue.of(
            Shape.of(1, 1, 2, 3), //
            1,
            0,
            2, //
            0,
            1,
            3);
    Op.Conv2d op = new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 1, 3, true);

    TapeValue y = apply(op, x, kernel, Optional.of(TapeValue.of(Shape.of(3), 100, 200, 300)));

    assertThat(y.data())
        .containsExactly(
            101, 202, 308, //
            103, 204, 318);
  }

  @Test
  void depthwiseKeepsChannelsApart() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    // Height 1, width 2, channels 2, multiplier 2.
    TapeValue kernel =
        TapeValue.of(
            Shape.of(1, 2, 2, 2), //
            1,
            10,
            100,
            1000, //
            2,
            20,
            200,
            2000);
    Op.Conv2d op = new Op.Conv2d(new Window(1, 2, 1, Padding.NONE), 2, 4, false);

    TapeValue y = apply(op, x, kernel, Optional.empty());

    assertThat(y.data()).containsExactly(1 + 6, 10 + 60, 200 + 800, 2000 + 8000);
  }

  @Test
  void groupsSeeTheirOwnChannelsOnly() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 1, 4), 1, 2, 3, 4);
    // Two input channels per group, four filters: the first two belong to the first group.
    TapeValue kernel =
        TapeValue.of(
            Shape.of(1, 1, 2, 4), //
            1,
            10,
            100,
            1000, //
            2,
            20,
            200,
            2000);
    Op.Conv2d op = new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 2, 4, false);

    TapeValue y = apply(op, x, kernel, Optional.empty());

    assertThat(y.data()).containsExactly(5, 50, 1100, 11000);
  }

  @Test
  void gradientsOfTinyNumbers() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 3, 1), 1, 2, 3);
    TapeValue kernel = TapeValue.of(Shape.of(1, 2, 1, 1), 10, 100);
    TapeValue bias = TapeValue.of(Shape.of(1), 0);
    Op.Conv2d op = new Op.Conv2d(new Window(1, 2, 1, Padding.NONE), 1, 1, true);
    Tape tape = new Tape();

    TapeValue y =
        Conv2dOp.apply(tape, WORKERS, op, Shape.of(1, 2, 1), x, kernel, Optional.of(bias));
    y.gradient()[0] = 1;
    y.gradient()[1] = 5;
    tape.backward();

    assertThat(x.gradient()).containsExactly(10, 100 + 50, 500);
    assertThat(kernel.gradient()).containsExactly(1 + 2 * 5, 2 + 3 * 5);
    assertThat(bias.gradient()).containsExactly(6);
  }

  /** A convolution of {@code n} images of {@code height} x {@code width} x {@code channels}. */
  record Case(Op.Conv2d op, int n, int height, int width, int channels) {}

  static Stream<Case> edges() {
    Padding all = new Padding(1, 1, 1, 1);
    Padding after = new Padding(0, 1, 0, 1);
    return Stream.of(
        conv(1, 1, 1, Padding.NONE, 1, 3, 2, 4, 5, 2),
        conv(1, 1, 2, Padding.NONE, 1, 3, 2, 5, 5, 2),
        conv(1, 1, 2, Padding.NONE, 1, 3, 2, 6, 6, 2),
        conv(3, 3, 1, all, 1, 3, 2, 4, 4, 2),
        conv(3, 3, 2, all, 1, 2, 2, 5, 5, 3),
        conv(3, 3, 2, after, 1, 2, 2, 6, 6, 3),
        conv(3, 3, 2, Padding.NONE, 1, 2, 1, 6, 7, 2),
        conv(3, 3, 3, new Padding(2, 0, 1, 2), 1, 2, 2, 5, 4, 1),
        conv(1, 3, 1, new Padding(0, 0, 1, 1), 1, 2, 2, 3, 4, 2),
        conv(3, 1, 1, new Padding(1, 1, 0, 0), 1, 2, 2, 4, 3, 2),
        conv(5, 3, 2, new Padding(2, 1, 0, 1), 1, 2, 1, 7, 6, 2),
        conv(3, 3, 1, all, 1, 1, 2, 1, 1, 2),
        conv(3, 3, 1, all, 2, 4, 2, 4, 3, 6),
        conv(3, 3, 2, after, 3, 3, 2, 4, 4, 6),
        conv(3, 3, 1, all, 3, 3, 2, 4, 4, 3),
        conv(3, 3, 2, after, 3, 3, 2, 6, 4, 3),
        conv(3, 3, 1, all, 3, 6, 2, 4, 3, 3),
        conv(3, 3, 2, all, 2, 4, 1, 5, 5, 2));
  }

  private static Case conv(
      int kernelHeight,
      int kernelWidth,
      int stride,
      Padding padding,
      int groups,
      int filters,
      int n,
      int height,
      int width,
      int channels) {
    Window window = new Window(kernelHeight, kernelWidth, stride, padding);
    return new Case(new Op.Conv2d(window, groups, filters, true), n, height, width, channels);
  }

  @ParameterizedTest
  @MethodSource("edges")
  void gradientsAreDifferenceQuotients(Case edge) {
    Op.Conv2d op = edge.op();
    TapeValue x = GradientCheck.random("x", edge.n(), edge.height(), edge.width(), edge.channels());
    TapeValue kernel =
        GradientCheck.random(
            "kernel",
            op.window().kernelHeight(),
            op.window().kernelWidth(),
            edge.channels() / op.groups(),
            op.filters());
    TapeValue bias = GradientCheck.random("bias", op.filters());

    GradientCheck.check(
        tape -> Conv2dOp.apply(tape, WORKERS, op, outputShape(op, x), x, kernel, Optional.of(bias)),
        List.of(x, kernel, bias));
  }

  private static TapeValue apply(
      Op.Conv2d op, TapeValue x, TapeValue kernel, Optional<TapeValue> bias) {
    return Conv2dOp.apply(Tape.OFF, WORKERS, op, outputShape(op, x), x, kernel, bias);
  }

  private static Shape outputShape(Op.Conv2d op, TapeValue x) {
    return Shape.of(
        op.window().outputHeight(x.shape().dim(1)),
        op.window().outputWidth(x.shape().dim(2)),
        op.filters());
  }
}
