package com.example.arrays;

import io.github.xception.api.backend.DropoutMasks;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One batch on its way through the network. Each method computes an operation and, in training,
 * leaves behind how its gradient goes back.
 */
final class Pass implements OpTranslator<Value> {
  private final Map<String, float[]> parameters;
  private final int batch;
  private final OptionalLong key;
  private final Map<String, Value> leaves = new HashMap<>();
  private final Deque<Runnable> back = new ArrayDeque<>();

  /**
   * Begins a pass.
   *
   * @param parameters by path; training moves the moving statistics among them
   * @param key the batch's key in training; empty in inference
   */
  Pass(Map<String, float[]> parameters, int batch, OptionalLong key) {
    this.parameters = parameters;
    this.batch = batch;
    this.key = key;
  }

  /** Goes all the way back: the last operation first. */
  void backward() {
    while (!back.isEmpty()) {
      back.pop().run();
    }
  }

  /** Returns the gradient of a parameter, once the pass has gone back. */
  double[] gradient(String path) {
    return leaf(path).gradient();
  }

  @Override
  public Value conv2d(Node node, Op.Conv2d op, Value x) {
    return multiply(node, op.groups(), op.filters(), x, sliding(node, op.window()));
  }

  @Override
  public Value dense(Node node, Op.Dense op, Value x) {
    return multiply(node, 1, op.units(), x, together(1, node.inputShape().dim(0), op.units()));
  }

  /** Adds up products with a kernel, wherever an input meets an output. */
  private Value multiply(Node node, int groups, int filters, Value x, Meetings meetings) {
    Value kernel = parameter(node, Role.KERNEL).orElseThrow();
    int groupFilters = filters / groups;
    int groupChannels = channels(node) / groups;
    Value y = zeros(node);
    meetings.forEach(
        (in, tap, out) -> {
          for (int g = 0; g < groups; g++) {
            for (int c = 0; c < groupChannels; c++) {
              double value = x.data[in + g * groupChannels + c];
              int k = (tap * groupChannels + c) * filters + g * groupFilters;
              for (int f = 0; f < groupFilters; f++) {
                y.data[out + g * groupFilters + f] += value * kernel.data[k + f];
              }
            }
          }
        });
    onTheWayBack(
        () -> {
          double[] dKernel = kernel.gradient();
          double[] dx = x.gradient();
          double[] dy = y.gradient();
          meetings.forEach(
              (in, tap, out) -> {
                for (int g = 0; g < groups; g++) {
                  for (int c = 0; c < groupChannels; c++) {
                    int i = in + g * groupChannels + c;
                    int k = (tap * groupChannels + c) * filters + g * groupFilters;
                    for (int f = 0; f < groupFilters; f++) {
                      dx[i] += dy[out + g * groupFilters + f] * kernel.data[k + f];
                      dKernel[k + f] += dy[out + g * groupFilters + f] * x.data[i];
                    }
                  }
                }
              });
        });
    return addBias(node, y);
  }

  /** Adds the bias, if there is one, to the value itself: nothing else has read it yet. */
  private Value addBias(Node node, Value y) {
    Optional<Value> bias = parameter(node, Role.BIAS);
    if (bias.isPresent()) {
      double[] b = bias.get().data;
      Arrays.setAll(y.data, i -> y.data[i] + b[i % b.length]);
      onTheWayBack(
          () -> {
            double[] dBias = bias.get().gradient();
            for (int i = 0; i < y.data.length; i++) {
              dBias[i % dBias.length] += y.gradient()[i];
            }
          });
    }
    return y;
  }

  @Override
  public Value batchNorm(Node node, Op.BatchNorm op, Value x) {
    float[] movingMean = values(node, Role.MOVING_MEAN);
    float[] movingVariance = values(node, Role.MOVING_VARIANCE);
    int channels = movingMean.length;
    boolean byBatch = op.normalizesByBatch(key.isPresent());
    double n = (double) x.data.length / channels;
    double[] mean = byBatch ? mean(x.data, channels) : Value.of(movingMean).data;
    double[] variance = byBatch ? variance(x.data, mean) : Value.of(movingVariance).data;
    if (byBatch && key.isPresent() && op.movesStatistics()) {
      double unbiased = n > 1 ? n / (n - 1) : 1;
      for (int c = 0; c < channels; c++) {
        movingMean[c] = moved(op.momentum(), movingMean[c], mean[c]);
        movingVariance[c] = moved(op.momentum(), movingVariance[c], variance[c] * unbiased);
      }
    }

    Optional<Value> gamma = parameter(node, Role.GAMMA);
    Optional<Value> beta = parameter(node, Role.BETA);
    double[] normalized = new double[x.data.length];
    Value y = zeros(node);
    for (int i = 0; i < normalized.length; i++) {
      int c = i % channels;
      normalized[i] = (x.data[i] - mean[c]) / Math.sqrt(variance[c] + op.epsilon());
      y.data[i] = normalized[i] * at(gamma, c, 1) + at(beta, c, 0);
    }
    onTheWayBack(
        () -> {
          double[] dy = y.gradient();
          double[] dGamma = new double[channels];
          double[] dBeta = new double[channels];
          for (int i = 0; i < dy.length; i++) {
            dGamma[i % channels] += dy[i] * normalized[i];
            dBeta[i % channels] += dy[i];
          }
          double[] dx = x.gradient();
          for (int i = 0; i < dx.length; i++) {
            int c = i % channels;
            // Where mean and variance are the batch's, x moves them too.
            double byStatistics = byBatch ? (dBeta[c] + normalized[i] * dGamma[c]) / n : 0;
            double scale = at(gamma, c, 1) / Math.sqrt(variance[c] + op.epsilon());
            dx[i] += scale * (dy[i] - byStatistics);
          }
          gamma.ifPresent(value -> addTo(value.gradient(), dGamma));
          beta.ifPresent(value -> addTo(value.gradient(), dBeta));
        });
    return y;
  }

  private static double[] mean(double[] x, int channels) {
    double[] mean = new double[channels];
    for (int i = 0; i < x.length; i++) {
      mean[i % channels] += x[i] * channels / x.length;
    }
    return mean;
  }

  private static double[] variance(double[] x, double[] mean) {
    double[] squares = new double[x.length];
    Arrays.setAll(squares, i -> (x[i] - mean[i % mean.length]) * (x[i] - mean[i % mean.length]));
    return mean(squares, mean.length);
  }

  private static float moved(double momentum, float moving, double batch) {
    return (float) (momentum * moving + (1 - momentum) * batch);
  }

  private static double at(Optional<Value> vector, int index, double otherwise) {
    return vector.isPresent() ? vector.get().data[index] : otherwise;
  }

  private static void addTo(double[] sum, double[] term) {
    Arrays.setAll(sum, i -> sum[i] + term[i]);
  }

  @Override
  public Value relu(Node node, Op.Relu op, Value x) {
    return elementwise(node, x, i -> x.data[i] > 0 ? 1 : 0);
  }

  @Override
  public Value dropout(Node node, Op.Dropout op, Value x) {
    if (key.isEmpty()) {
      return x;
    }
    float[] mask = DropoutMasks.draw(node, op, key.getAsLong(), batch).toArray();
    return elementwise(node, x, i -> mask[i]);
  }

  /** What an element is multiplied with, there and back. */
  private interface Factor {
    double at(int index);
  }

  private Value elementwise(Node node, Value x, Factor factor) {
    Value y = zeros(node);
    Arrays.setAll(y.data, i -> x.data[i] * factor.at(i));
    onTheWayBack(
        () -> {
          double[] dx = x.gradient();
          Arrays.setAll(dx, i -> dx[i] + y.gradient()[i] * factor.at(i));
        });
    return y;
  }

  @Override
  public Value add(Node node, Op.Add op, Value a, Value b) {
    Value y = zeros(node);
    Arrays.setAll(y.data, i -> a.data[i] + b.data[i]);
    onTheWayBack(
        () -> {
          addTo(a.gradient(), y.gradient());
          addTo(b.gradient(), y.gradient());
        });
    return y;
  }

  @Override
  public Value flatten(Node node, Op.Flatten op, Value x) {
    return x;
  }

  @Override
  public Value maxPool(Node node, Op.MaxPool op, Value x) {
    int channels = channels(node);
    Value y = zeros(node);
    int[] largest = new int[y.data.length];
    Arrays.fill(largest, -1);
    sliding(node, op.window())
        .forEach(
            (in, tap, out) -> {
              for (int c = 0; c < channels; c++) {
                if (largest[out + c] < 0 || x.data[in + c] > x.data[largest[out + c]]) {
                  largest[out + c] = in + c;
                }
              }
            });
    Arrays.setAll(y.data, i -> x.data[largest[i]]);
    onTheWayBack(
        () -> {
          for (int i = 0; i < largest.length; i++) {
            x.gradient()[largest[i]] += y.gradient()[i];
          }
        });
    return y;
  }

  @Override
  public Value avgPool(Node node, Op.AvgPool op, Value x) {
    return average(node, x, sliding(node, op.window()));
  }

  @Override
  public Value globalAvgPool(Node node, Op.GlobalAvgPool op, Value x) {
    int channels = channels(node);
    return average(node, x, together(node.inputShape().elements() / channels, channels, channels));
  }

  private Value average(Node node, Value x, Meetings meetings) {
    int channels = channels(node);
    Value y = zeros(node);
    int[] count = new int[y.data.length];
    meetings.forEach((in, tap, out) -> count[out]++);
    meetings.forEach(
        (in, tap, out) -> {
          for (int c = 0; c < channels; c++) {
            y.data[out + c] += x.data[in + c] / count[out];
          }
        });
    onTheWayBack(
        () ->
            meetings.forEach(
                (in, tap, out) -> {
                  for (int c = 0; c < channels; c++) {
                    x.gradient()[in + c] += y.gradient()[out + c] / count[out];
                  }
                }));
    return y;
  }

  /** Training takes its loss from what is before a softmax, so this never goes back. */
  @Override
  public Value softmax(Node node, Op.Softmax op, Value x) {
    int length = node.inputShape().dim(0);
    Value y = zeros(node);
    for (int from = 0; from < y.data.length; from += length) {
      double logSum = logSumExp(x.data, from, length);
      for (int i = from; i < from + length; i++) {
        y.data[i] = Math.exp(x.data[i] - logSum);
      }
    }
    return y;
  }

  /** Returns log Σ exp(x); without the largest taken out first, exp would overflow. */
  static double logSumExp(double[] x, int from, int length) {
    double largest = Arrays.stream(x, from, from + length).max().orElseThrow();
    double sum = Arrays.stream(x, from, from + length).map(z -> Math.exp(z - largest)).sum();
    return largest + Math.log(sum);
  }

  private void onTheWayBack(Runnable step) {
    if (key.isPresent()) {
      back.push(step);
    }
  }

  private Value zeros(Node node) {
    return new Value(new double[batch * node.outputShape().elements()]);
  }

  private Optional<Value> parameter(Node node, Role role) {
    return node.parameter(role).map(info -> leaf(info.path()));
  }

  private Value leaf(String path) {
    return leaves.computeIfAbsent(path, unused -> Value.of(parameters.get(path)));
  }

  private float[] values(Node node, Role role) {
    return parameters.get(node.parameter(role).orElseThrow().path());
  }

  /** Returns how many numbers there are at each place of the input. */
  private static int channels(Node node) {
    return node.inputShape().dim(node.inputShape().rank() - 1);
  }

  /** Sees where an input meets an output: their first channels, and the place in the kernel. */
  private interface Meeting {
    void at(int in, int tap, int out);
  }

  /** All meetings of an operation, one after the other. */
  private interface Meetings {
    void forEach(Meeting meeting);
  }

  /** All places of an example meet its one output. */
  private Meetings together(int places, int channelsIn, int channelsOut) {
    return meeting -> {
      for (int i = 0; i < batch * places; i++) {
        meeting.at(i * channelsIn, 0, i / places * channelsOut);
      }
    };
  }

  /** Pixels meet the outputs whose window they are in; padding meets nobody. */
  private Meetings sliding(Node node, Window window) {
    Shape in = node.inputShape();
    Shape out = node.outputShape();
    return meeting -> {
      for (int i = 0; i < batch * out.dim(0) * out.dim(1); i++) {
        int example = i / (out.dim(0) * out.dim(1));
        int top = i / out.dim(1) % out.dim(0) * window.stride() - window.padding().top();
        int left = i % out.dim(1) * window.stride() - window.padding().left();
        for (int tap = 0; tap < window.kernelHeight() * window.kernelWidth(); tap++) {
          int row = top + tap / window.kernelWidth();
          int column = left + tap % window.kernelWidth();
          if (row >= 0 && row < in.dim(0) && column >= 0 && column < in.dim(1)) {
            int pixel = (example * in.dim(0) + row) * in.dim(1) + column;
            meeting.at(pixel * in.dim(2), tap, i * out.dim(2));
          }
        }
      }
    };
  }
}
