package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.StepResult;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Comparisons of tensors, as {@link Tolerance} defines them. */
final class Expect {
  /** The share of the largest magnitude of all tensors that counts for the smallest. */
  private static final double FLOOR = 0.01;

  /** A float is off by up to half of this share of itself each time it is stored. */
  private static final double ROUNDING = 0x1p-23;

  private Expect() {}

  /** Expects one tensor to be close to another. */
  static void close(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    close(what, actual, expected, tolerance * largest(expected), largest(expected));
  }

  /** Expects exactly the given paths, and the value at each close, in the order of the paths. */
  static void eachClose(
      List<String> paths,
      Map<String, Tensor> actual,
      Map<String, Tensor> expected,
      double tolerance) {
    assertThat(actual).containsOnlyKeys(paths);
    Weights expectedValues = Weights.of(expected);
    Weights actualValues = Weights.of(actual);
    for (String path : paths) {
      close("value of " + path, actualValues.get(path), expectedValues.get(path), tolerance);
    }
  }

  /** Expects one number to be close to another. */
  static void close(String what, double actual, double expected, double tolerance) {
    // Written so that NaN fails.
    if (!(Math.abs(actual - expected) <= tolerance * Math.abs(expected))) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }

  /** Expects what a step saw to be close to what another saw. */
  static void close(String what, StepResult actual, StepResult expected, double tolerance) {
    close("loss of " + what, actual.loss(), expected.loss(), tolerance);
    close("cross-entropy of " + what, actual.crossEntropy(), expected.crossEntropy(), tolerance);
    assertThat(actual.correct()).as("correct examples of %s", what).isEqualTo(expected.correct());
    assertThat(actual.examples()).as("examples of %s", what).isEqualTo(expected.examples());
  }

  /** Expects the same paths in the same order, and each tensor close to its counterpart. */
  static void allClose(String what, Weights actual, Weights expected, double tolerance) {
    assertThat(actual.paths()).as("paths of %s", what).containsExactlyElementsOf(expected.paths());
    double largest =
        expected.asMap().values().stream().mapToDouble(Expect::largest).max().orElse(0);
    expected
        .asMap()
        .forEach(
            (path, tensor) -> {
              String name = what + " at " + path;
              assertThat(actual.get(path).shape())
                  .as("shape of %s", name)
                  .isEqualTo(tensor.shape());
              double scale = Math.max(largest(tensor), FLOOR * largest);
              close(name, actual.get(path), tensor, tolerance * scale, scale);
            });
  }

  /**
   * Expects the same changes since {@code before}. The changes are compared and not the weights,
   * beside which a wrong update would look small.
   */
  static void changesClose(
      String what, Weights before, Weights actual, Weights expected, double tolerance) {
    assertThat(actual.paths()).as("paths of %s", what).containsExactlyElementsOf(expected.paths());
    Weights expectedChange = difference(expected, before);
    Weights actualChange = difference(actual, before);
    double largest =
        expectedChange.asMap().values().stream().mapToDouble(Expect::largest).max().orElse(0);
    expectedChange
        .asMap()
        .forEach(
            (path, change) -> {
              double scale = Math.max(largest(change), FLOOR * largest);
              double allowed = tolerance * scale + 4 * ROUNDING * largest(expected.get(path));
              close(
                  "change of " + what + " at " + path,
                  actualChange.get(path),
                  change,
                  allowed,
                  scale);
            });
  }

  /** Expects the same bits. */
  static void identical(String what, Weights actual, Weights expected) {
    assertThat(actual.paths()).as("paths of %s", what).containsExactlyElementsOf(expected.paths());
    expected
        .asMap()
        .forEach((path, tensor) -> identical(what + " at " + path, actual.get(path), tensor));
  }

  /** Expects the same bits. */
  static void identical(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    if (!actual.bytes().equals(expected.bytes())) {
      close(what + ", bit for bit,", actual, expected, 0, largest(expected));
      throw new AssertionError(what + ": not the same bits (zeros of both signs, or NaN)");
    }
  }

  /** Returns the tensors whose path passes, in their order. */
  static Weights only(Weights weights, Predicate<String> path) {
    Map<String, Tensor> kept = new LinkedHashMap<>(weights.asMap());
    kept.keySet().removeIf(path.negate());
    return Weights.of(kept);
  }

  private static Weights difference(Weights a, Weights b) {
    Map<String, Tensor> differences = new LinkedHashMap<>();
    a.asMap()
        .forEach(
            (path, tensor) -> {
              Tensor other = b.get(path);
              assertThat(tensor.shape()).as("shape of %s", path).isEqualTo(other.shape());
              float[] values = tensor.toArray();
              for (int i = 0; i < values.length; i++) {
                values[i] -= other.floats().get(i);
              }
              differences.put(path, Tensor.of(tensor.shape(), values));
            });
    return Weights.of(differences);
  }

  private static void close(
      String what, Tensor actual, Tensor expected, double allowed, double scale) {
    float[] a = actual.toArray();
    float[] e = expected.toArray();
    int worst = -1;
    double worstDifference = allowed;
    for (int i = 0; i < e.length; i++) {
      double difference = Math.abs((double) a[i] - e[i]);
      // Written so that NaN is worse than anything.
      if (!(difference <= worstDifference)) {
        worst = i;
        worstDifference = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      }
    }
    if (worst >= 0) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s%s: expected %s, got %s: off by %.3g, allowed is %.3g (magnitude %.3g)",
              what,
              position(expected.shape(), worst),
              e[worst],
              a[worst],
              worstDifference,
              allowed,
              scale));
    }
  }

  private static String position(Shape shape, int index) {
    StringBuilder position = new StringBuilder("]");
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      position.insert(0, rest % shape.dim(axis)).insert(0, axis == 0 ? "[" : ", ");
      rest /= shape.dim(axis);
    }
    return shape.rank() == 0 ? "" : position.toString();
  }

  /** Returns the largest difference, relative to the largest magnitude that is expected. */
  static double distance(Tensor actual, Tensor expected) {
    float[] a = actual.toArray();
    float[] e = expected.toArray();
    double distance = 0;
    for (int i = 0; i < e.length; i++) {
      distance = Math.max(distance, Math.abs((double) a[i] - e[i]));
    }
    return distance / largest(expected);
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (float value : tensor.toArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
