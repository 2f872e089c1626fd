package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What TensorFlow, Keras and PyTorch have computed in double precision, to eleven digits. */
class GoldenOpsTest {
  private static final double DOUBLE = 1e-11;
  private static final double SINGLE = 1e-5;

  /** Moving statistics are floats. */
  private static final double ROUNDED = 1e-7;

  private static final Workers WORKERS = new Workers(1);

  @AfterAll
  static void stop() {
    WORKERS.close();
  }

  static Stream<Golden> convolutions() {
    return Golden.cases("conv2d");
  }

  static Stream<Golden> pools() {
    return Stream.concat(Golden.cases("maxPool"), Golden.cases("avgPool"));
  }

  static Stream<Golden> batchNorms() {
    return Golden.cases("batchNorm");
  }

  static Stream<Golden> crossEntropies() {
    return Golden.cases("crossEntropy");
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolution(Golden golden) {
    TapeValue x = golden.tensor("x");
    TapeValue kernel = golden.tensor("kernel");
    int filters = kernel.channels();
    Window window = window(golden, x, kernel.shape().dim(0), kernel.shape().dim(1));
    Op.Conv2d op = new Op.Conv2d(window, golden.json().get("groups").asInt(), filters, false);
    Tape tape = new Tape();

    TapeValue y =
        Conv2dOp.apply(
            tape, WORKERS, op, outputShape(window, x, filters), x, kernel, Optional.empty());

    assertForwardAndBackward(golden, tape, x, y);
    Golden.assertClose("dkernel", kernel.gradient(), golden.tensor("dkernel").data(), DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void pooling(Golden golden) {
    TapeValue x = golden.tensor("x");
    int size = golden.json().get("size").asInt();
    Window window = window(golden, x, size, size);
    Shape outputShape = outputShape(window, x, x.channels());
    Tape tape = new Tape();

    TapeValue y =
        golden.json().get("op").asText().equals("maxPool")
            ? MaxPoolOp.apply(tape, window, outputShape, x)
            : AvgPoolOp.apply(tape, window, outputShape, x);

    assertForwardAndBackward(golden, tape, x, y);
  }

  @ParameterizedTest
  @MethodSource("batchNorms")
  void batchNorm(Golden golden) {
    JsonNode json = golden.json();
    Op.BatchNorm op =
        new Op.BatchNorm(
            json.get("momentum").asDouble(), json.get("epsilon").asDouble(), true, true);
    TapeValue x = golden.tensor("x");
    TapeValue gamma = golden.tensor("gamma");
    TapeValue beta = golden.tensor("beta");
    float[] mean = golden.floats("movingMean");
    float[] variance = golden.floats("movingVariance");
    Tape tape = new Tape();

    TapeValue y =
        BatchNormOp.byBatch(tape, op, x, Optional.of(gamma), Optional.of(beta), mean, variance);

    boolean single = json.path("precision").asText().equals("single");
    if (single) {
      Golden.assertClose("y", y.data(), golden.tensor("y").data(), SINGLE);
    } else {
      assertForwardAndBackward(golden, tape, x, y);
      Golden.assertClose("dgamma", gamma.gradient(), golden.tensor("dgamma").data(), DOUBLE);
      Golden.assertClose("dbeta", beta.gradient(), golden.tensor("dbeta").data(), DOUBLE);
    }
    double tolerance = single ? SINGLE : ROUNDED;
    Golden.assertClose(
        "moving mean", Doubles.widen(mean), golden.tensor("movedMean").data(), tolerance);
    Golden.assertClose(
        "moving variance",
        Doubles.widen(variance),
        golden.tensor("movedVariance").data(),
        tolerance);
  }

  @ParameterizedTest
  @MethodSource("crossEntropies")
  void crossEntropy(Golden golden) {
    TapeValue logits = golden.tensor("logits");
    Tape tape = new Tape();

    SoftmaxCrossEntropy result =
        SoftmaxCrossEntropy.apply(tape, logits, golden.tensor("labels").data());
    tape.backward();

    assertThat(result.loss()).isCloseTo(golden.json().get("loss").asDouble(), offset(DOUBLE));
    Golden.assertClose("dlogits", logits.gradient(), golden.tensor("dlogits").data(), DOUBLE);
  }

  private static void assertForwardAndBackward(Golden golden, Tape tape, TapeValue x, TapeValue y) {
    assertThat(y.shape()).isEqualTo(golden.tensor("y").shape());
    Golden.assertClose("y", y.data(), golden.tensor("y").data(), DOUBLE);
    double[] u = golden.tensor("u").data();
    System.arraycopy(u, 0, y.gradient(), 0, u.length);
    tape.backward();
    Golden.assertClose("dx", x.gradient(), golden.tensor("dx").data(), DOUBLE);
  }

  private static Window window(Golden golden, TapeValue x, int height, int width) {
    int stride = golden.json().get("stride").asInt();
    JsonNode padding = golden.json().get("padding");
    if (padding.isTextual()) {
      int rows = same(x.shape().dim(1), height, stride);
      int columns = same(x.shape().dim(2), width, stride);
      Padding same = new Padding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
      return new Window(height, width, stride, same);
    }
    return new Window(
        height,
        width,
        stride,
        new Padding(
            padding.get(0).asInt(),
            padding.get(1).asInt(),
            padding.get(2).asInt(),
            padding.get(3).asInt()));
  }

  /** Returns what SAME adds in all: max((ceil(in/s) − 1)·s + k − in, 0). */
  private static int same(int in, int kernel, int stride) {
    return Math.max(((in + stride - 1) / stride - 1) * stride + kernel - in, 0);
  }

  private static Shape outputShape(Window window, TapeValue x, int channels) {
    return Shape.of(
        window.outputHeight(x.shape().dim(1)), window.outputWidth(x.shape().dim(2)), channels);
  }
}
