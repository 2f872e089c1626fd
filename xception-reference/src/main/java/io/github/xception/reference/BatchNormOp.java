package io.github.xception.reference;

import io.github.xception.api.graph.Op;
import java.util.Arrays;
import java.util.Optional;

/**
 * Batch normalization over all axes but the last (Ioffe and Szegedy, 2015). With n values per
 * channel:
 *
 * <pre>
 * μ = Σ x / n,   σ² = Σ (x − μ)² / n,   r = 1 / √(σ² + ε),   x̂ = (x − μ)·r,   y = γ·x̂ + β
 * dβ = Σ dy,   dγ = Σ dy·x̂,   dx = γ·r·(dy − (dβ + x̂·dγ)/n)
 * moving mean     ← m·moving mean     + (1 − m)·μ
 * moving variance ← m·moving variance + (1 − m)·σ²·n/(n − 1)      (n = 1: σ², which is 0)
 * </pre>
 *
 * <p>Where μ and σ² are the moving ones they are constants: dx = γ·r·dy, dγ and dβ as above. γ and
 * β may be absent: then they are 1 and 0.
 */
final class BatchNormOp {
  private BatchNormOp() {}

  /**
   * Normalizes by the batch's own statistics. Moves the moving ones, which are rounded to float, if
   * the operation says so.
   */
  static TapeValue byBatch(
      Tape tape,
      Op.BatchNorm op,
      TapeValue x,
      Optional<TapeValue> gamma,
      Optional<TapeValue> beta,
      float[] movingMean,
      float[] movingVariance) {
    int channels = x.channels();
    double n = (double) x.data().length / channels;
    double[] mean = mean(x.data(), channels);
    double[] variance = biasedVariance(x.data(), mean);
    if (op.movesStatistics()) {
      double unbiased = n > 1 ? n / (n - 1) : 1;
      for (int c = 0; c < channels; c++) {
        movingMean[c] = moved(op, movingMean[c], mean[c]);
        movingVariance[c] = moved(op, movingVariance[c], variance[c] * unbiased);
      }
    }

    double[] r = reciprocalRoots(variance, op.epsilon());
    double[] g = orElse(gamma, 1, channels);
    TapeValue normalized = normalize(x, mean, r);
    TapeValue y = scaleAndShift(normalized, g, orElse(beta, 0, channels));
    tape.record(
        () -> {
          double[] in = normalized.data();
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          double[] dBeta = new double[channels];
          double[] dGamma = new double[channels];
          sum(dy, in, dBeta, dGamma);
          for (int i = 0; i < dy.length; i++) {
            int c = i % channels;
            dx[i] += g[c] * r[c] * (dy[i] - (dBeta[c] + in[i] * dGamma[c]) / n);
          }
          gamma.ifPresent(value -> addTo(value.gradient(), dGamma));
          beta.ifPresent(value -> addTo(value.gradient(), dBeta));
        });
    return y;
  }

  /** Normalizes by the moving statistics, and leaves them as they are. */
  static TapeValue byMoving(
      Tape tape,
      Op.BatchNorm op,
      TapeValue x,
      Optional<TapeValue> gamma,
      Optional<TapeValue> beta,
      float[] movingMean,
      float[] movingVariance) {
    int channels = x.channels();
    double[] r = reciprocalRoots(Doubles.widen(movingVariance), op.epsilon());
    double[] g = orElse(gamma, 1, channels);
    TapeValue normalized = normalize(x, Doubles.widen(movingMean), r);
    TapeValue y = scaleAndShift(normalized, g, orElse(beta, 0, channels));
    tape.record(
        () -> {
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          double[] dBeta = new double[channels];
          double[] dGamma = new double[channels];
          sum(dy, normalized.data(), dBeta, dGamma);
          for (int i = 0; i < dy.length; i++) {
            int c = i % channels;
            dx[i] += g[c] * r[c] * dy[i];
          }
          gamma.ifPresent(value -> addTo(value.gradient(), dGamma));
          beta.ifPresent(value -> addTo(value.gradient(), dBeta));
        });
    return y;
  }

  /** dβ = Σ dy, dγ = Σ dy·x̂. */
  private static void sum(double[] dy, double[] normalized, double[] dBeta, double[] dGamma) {
    for (int i = 0; i < dy.length; i++) {
      int c = i % dBeta.length;
      dBeta[c] += dy[i];
      dGamma[c] += dy[i] * normalized[i];
    }
  }

  private static double[] mean(double[] x, int channels) {
    double[] mean = new double[channels];
    for (int i = 0; i < x.length; i++) {
      mean[i % channels] += x[i];
    }
    Arrays.setAll(mean, c -> mean[c] * channels / x.length);
    return mean;
  }

  private static double[] biasedVariance(double[] x, double[] mean) {
    int channels = mean.length;
    double[] variance = new double[channels];
    for (int i = 0; i < x.length; i++) {
      double centred = x[i] - mean[i % channels];
      variance[i % channels] += centred * centred;
    }
    Arrays.setAll(variance, c -> variance[c] * channels / x.length);
    return variance;
  }

  private static float moved(Op.BatchNorm op, float moving, double batch) {
    return (float) (op.momentum() * moving + (1 - op.momentum()) * batch);
  }

  private static double[] reciprocalRoots(double[] variance, double epsilon) {
    return Arrays.stream(variance).map(v -> 1 / Math.sqrt(v + epsilon)).toArray();
  }

  private static TapeValue normalize(TapeValue x, double[] mean, double[] r) {
    double[] in = x.data();
    TapeValue y = TapeValue.zeros(x.shape());
    double[] out = y.data();
    for (int i = 0; i < out.length; i++) {
      int c = i % mean.length;
      out[i] = (in[i] - mean[c]) * r[c];
    }
    return y;
  }

  private static TapeValue scaleAndShift(TapeValue x, double[] scale, double[] shift) {
    double[] in = x.data();
    TapeValue y = TapeValue.zeros(x.shape());
    double[] out = y.data();
    for (int i = 0; i < out.length; i++) {
      int c = i % scale.length;
      out[i] = in[i] * scale[c] + shift[c];
    }
    return y;
  }

  private static double[] orElse(Optional<TapeValue> value, double constant, int channels) {
    return value
        .map(TapeValue::data)
        .orElseGet(
            () -> {
              double[] constants = new double[channels];
              Arrays.fill(constants, constant);
              return constants;
            });
  }

  private static void addTo(double[] sum, double[] term) {
    Arrays.setAll(sum, i -> sum[i] + term[i]);
  }
}
