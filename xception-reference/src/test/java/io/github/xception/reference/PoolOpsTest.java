package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolOpsTest {
  private static final Padding AFTER = new Padding(0, 1, 0, 1);

  @Test
  void maxPoolPadsWithMinusInfinity() {
    TapeValue x =
        TapeValue.of(
            Shape.of(1, 3, 3, 1), //
            -1,
            -2,
            -3, //
            -4,
            -5,
            -6, //
            -7,
            -8,
            -9);

    TapeValue y = maxPool(Tape.OFF, new Window(2, 2, 2, AFTER), x);

    assertThat(y.data())
        .containsExactly(
            -1, -3, //
            -7, -9);
  }

  @Test
  void gradientOfMaxPoolGoesToTheLargest() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 3, 1), 1, 9, 2);
    Tape tape = new Tape();

    TapeValue y = maxPool(tape, new Window(1, 2, 1, Padding.NONE), x);
    y.gradient()[0] = 3;
    y.gradient()[1] = 4;
    tape.backward();

    assertThat(y.data()).containsExactly(9, 9);
    assertThat(x.gradient()).containsExactly(0, 7, 0);
  }

  @Test
  void gradientOfMaxPoolGoesToTheFirstOfEquals() {
    TapeValue x =
        TapeValue.of(
            Shape.of(1, 2, 2, 1), //
            1,
            5, //
            5,
            5);
    Tape tape = new Tape();

    TapeValue y = maxPool(tape, new Window(2, 2, 1, Padding.NONE), x);
    y.gradient()[0] = 1;
    tape.backward();

    assertThat(x.gradient())
        .containsExactly(
            0, 1, //
            0, 0);
  }

  @Test
  void maxPoolPassesOnWhatIsNotFinite() {
    TapeValue x =
        TapeValue.of(
            Shape.of(1, 1, 2, 1), //
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    Tape tape = new Tape();

    TapeValue y = maxPool(tape, new Window(1, 2, 1, Padding.NONE), x);
    y.gradient()[0] = 1;
    tape.backward();

    assertThat(y.data()).containsExactly(Double.NEGATIVE_INFINITY);
    assertThat(x.gradient()).containsExactly(1, 0);
  }

  @Test
  void avgPoolDoesNotCountPadding() {
    TapeValue x =
        TapeValue.of(
            Shape.of(1, 3, 3, 1), //
            1,
            2,
            3, //
            4,
            5,
            6, //
            7,
            8,
            9);

    TapeValue y = avgPool(Tape.OFF, new Window(2, 2, 2, AFTER), x);

    assertThat(y.data())
        .containsExactly(
            3, 4.5, //
            7.5, 9);
  }

  @Test
  void gradientOfAvgPoolIsSharedOut() {
    TapeValue x = TapeValue.of(Shape.of(1, 1, 3, 1), 1, 2, 3);
    Tape tape = new Tape();

    TapeValue y = avgPool(tape, new Window(1, 2, 2, AFTER), x);
    y.gradient()[0] = 10;
    y.gradient()[1] = 7;
    tape.backward();

    assertThat(x.gradient()).containsExactly(5, 5, 7);
  }

  @Test
  void globalAvgPoolIsTheMeanOfEachChannel() {
    TapeValue x = TapeValue.of(Shape.of(2, 1, 2, 2), 1, 10, 3, 30, 5, 50, 7, 70);

    TapeValue y = GlobalAvgPoolOp.apply(Tape.OFF, x);

    assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(y.data()).containsExactly(2, 20, 6, 60);
  }

  /** A window on {@code n} images of {@code height} x {@code width} with two channels. */
  record Case(Window window, int n, int height, int width) {}

  static Stream<Case> edges() {
    Padding all = new Padding(1, 1, 1, 1);
    return Stream.of(
        // As 74 to 37, 38 to 19 and 10 to 5: an even size, nothing before, one after.
        new Case(new Window(3, 3, 2, AFTER), 2, 10, 10),
        // As 147 to 74: an odd size, one before, one after.
        new Case(new Window(3, 3, 2, all), 2, 7, 7),
        new Case(new Window(2, 2, 2, Padding.NONE), 2, 4, 5),
        new Case(new Window(3, 3, 1, all), 1, 3, 4),
        new Case(new Window(2, 3, 2, new Padding(1, 0, 0, 2)), 2, 5, 4),
        new Case(new Window(5, 5, 1, Padding.NONE), 2, 5, 5),
        new Case(new Window(1, 1, 2, Padding.NONE), 1, 3, 3),
        new Case(new Window(3, 3, 2, all), 1, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("edges")
  void gradientsAreDifferenceQuotients(Case edge) {
    TapeValue max = GradientCheck.random("x", edge.n(), edge.height(), edge.width(), 2);
    GradientCheck.check(tape -> maxPool(tape, edge.window(), max), List.of(max));

    TapeValue avg = GradientCheck.random("x", edge.n(), edge.height(), edge.width(), 2);
    GradientCheck.check(tape -> avgPool(tape, edge.window(), avg), List.of(avg));

    TapeValue global = GradientCheck.random("x", edge.n(), edge.height(), edge.width(), 2);
    GradientCheck.check(tape -> GlobalAvgPoolOp.apply(tape, global), List.of(global));
  }

  private static TapeValue maxPool(Tape tape, Window window, TapeValue x) {
    return MaxPoolOp.apply(tape, window, outputShape(window, x), x);
  }

  private static TapeValue avgPool(Tape tape, Window window, TapeValue x) {
    return AvgPoolOp.apply(tape, window, outputShape(window, x), x);
  }

  private static Shape outputShape(Window window, TapeValue x) {
    return Shape.of(
        window.outputHeight(x.shape().dim(1)), window.outputWidth(x.shape().dim(2)), x.channels());
  }
}
