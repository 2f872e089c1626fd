package com.example.naive;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Inference. A value is an array of batch x height x width x channels, or batch x length. */
final class NaiveTranslator implements OpTranslator<float[]> {
  private final Map<String, float[]> weights;
  private final int batch;

  NaiveTranslator(Map<String, float[]> weights, int batch) {
    this.weights = weights;
    this.batch = batch;
  }

  @Override
  public float[] conv2d(Node node, Op.Conv2d op, float[] x) {
    float[] kernel = weight(node, Role.KERNEL).orElseThrow();
    int filters = op.filters();
    int groupFilters = filters / op.groups();
    int groupChannels = node.inputShape().dim(2) / op.groups();
    float[] y = filledWithBias(node, filters);
    meet(
        node,
        op.window(),
        (in, tap, out) -> {
          for (int o = 0; o < filters; o++) {
            int first = in + o / groupFilters * groupChannels;
            for (int c = 0; c < groupChannels; c++) {
              y[out + o] += x[first + c] * kernel[(tap * groupChannels + c) * filters + o];
            }
          }
        });
    return y;
  }

  @Override
  public float[] batchNorm(Node node, Op.BatchNorm op, float[] x) {
    int channels = node.outputShape().dim(node.outputShape().rank() - 1);
    boolean byBatch = op.normalizesByBatch(false);
    double[] mean =
        byBatch ? mean(x, channels) : widen(weight(node, Role.MOVING_MEAN).orElseThrow());
    double[] variance =
        byBatch ? variance(x, mean) : widen(weight(node, Role.MOVING_VARIANCE).orElseThrow());
    Optional<float[]> gamma = weight(node, Role.GAMMA);
    Optional<float[]> beta = weight(node, Role.BETA);
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      float scale = gamma.isPresent() ? gamma.get()[c] : 1;
      float offset = beta.isPresent() ? beta.get()[c] : 0;
      double deviation = Math.sqrt(variance[c] + op.epsilon());
      y[i] = (float) (scale * (x[i] - mean[c]) / deviation + offset);
    }
    return y;
  }

  private static double[] mean(float[] x, int channels) {
    double[] mean = new double[channels];
    for (int i = 0; i < x.length; i++) {
      mean[i % channels] += (double) x[i] * channels / x.length;
    }
    return mean;
  }

  private static double[] variance(float[] x, double[] mean) {
    double[] variance = new double[mean.length];
    for (int i = 0; i < x.length; i++) {
      double centred = x[i] - mean[i % mean.length];
      variance[i % mean.length] += centred * centred * mean.length / x.length;
    }
    return variance;
  }

  private static double[] widen(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Override
  public float[] relu(Node node, Op.Relu op, float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
    return y;
  }

  @Override
  public float[] maxPool(Node node, Op.MaxPool op, float[] x) {
    float[] y = values(node);
    Arrays.fill(y, Float.NEGATIVE_INFINITY);
    int channels = node.inputShape().dim(2);
    meet(
        node,
        op.window(),
        (in, tap, out) -> {
          for (int c = 0; c < channels; c++) {
            y[out + c] = Math.max(y[out + c], x[in + c]);
          }
        });
    return y;
  }

  @Override
  public float[] avgPool(Node node, Op.AvgPool op, float[] x) {
    float[] y = values(node);
    float[] counts = values(node);
    int channels = node.inputShape().dim(2);
    meet(
        node,
        op.window(),
        (in, tap, out) -> {
          for (int c = 0; c < channels; c++) {
            y[out + c] += x[in + c];
            counts[out + c]++;
          }
        });
    for (int i = 0; i < y.length; i++) {
      y[i] /= counts[i];
    }
    return y;
  }

  @Override
  public float[] globalAvgPool(Node node, Op.GlobalAvgPool op, float[] x) {
    float[] y = values(node);
    int channels = node.inputShape().dim(2);
    int pixels = node.inputShape().elements() / channels;
    for (int i = 0; i < x.length; i++) {
      y[i / (pixels * channels) * channels + i % channels] += x[i] / pixels;
    }
    return y;
  }

  @Override
  public float[] add(Node node, Op.Add op, float[] a, float[] b) {
    float[] y = new float[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] + b[i];
    }
    return y;
  }

  @Override
  public float[] flatten(Node node, Op.Flatten op, float[] x) {
    return x;
  }

  @Override
  public float[] dense(Node node, Op.Dense op, float[] x) {
    float[] kernel = weight(node, Role.KERNEL).orElseThrow();
    float[] y = filledWithBias(node, op.units());
    int length = node.inputShape().dim(0);
    for (int i = 0; i < x.length; i++) {
      for (int unit = 0; unit < op.units(); unit++) {
        y[i / length * op.units() + unit] += x[i] * kernel[i % length * op.units() + unit];
      }
    }
    return y;
  }

  @Override
  public float[] dropout(Node node, Op.Dropout op, float[] x) {
    return x;
  }

  @Override
  public float[] softmax(Node node, Op.Softmax op, float[] x) {
    float[] y = new float[x.length];
    int length = node.inputShape().dim(0);
    for (int start = 0; start < x.length; start += length) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = start; i < start + length; i++) {
        largest = Math.max(largest, x[i]);
      }
      double sum = 0;
      for (int i = start; i < start + length; i++) {
        sum += Math.exp(x[i] - largest);
      }
      for (int i = start; i < start + length; i++) {
        y[i] = (float) (Math.exp(x[i] - largest) / sum);
      }
    }
    return y;
  }

  private Optional<float[]> weight(Node node, Role role) {
    return node.parameter(role).map(parameter -> weights.get(parameter.path()));
  }

  private float[] values(Node node) {
    return new float[batch * node.outputShape().elements()];
  }

  private float[] filledWithBias(Node node, int length) {
    float[] y = values(node);
    weight(node, Role.BIAS)
        .ifPresent(
            bias -> {
              for (int i = 0; i < y.length; i++) {
                y[i] = bias[i % length];
              }
            });
    return y;
  }

  /** Where a pixel meets an output: indices of both first channels, and the window's position. */
  private interface Meeting {
    void at(int in, int tap, int out);
  }

  /** Visits all meetings of pixels and outputs; padding is not visited. */
  private void meet(Node node, Window window, Meeting meeting) {
    Shape in = node.inputShape();
    Shape out = node.outputShape();
    for (int n = 0; n < batch; n++) {
      for (int at = 0; at < out.dim(0) * out.dim(1); at++) {
        int top = at / out.dim(1) * window.stride() - window.padding().top();
        int left = at % out.dim(1) * window.stride() - window.padding().left();
        for (int tap = 0; tap < window.kernelHeight() * window.kernelWidth(); tap++) {
          int row = top + tap / window.kernelWidth();
          int column = left + tap % window.kernelWidth();
          if (row >= 0 && row < in.dim(0) && column >= 0 && column < in.dim(1)) {
            meeting.at(
                ((n * in.dim(0) + row) * in.dim(1) + column) * in.dim(2),
                tap,
                (n * out.dim(0) * out.dim(1) + at) * out.dim(2));
          }
        }
      }
    }
  }
}
