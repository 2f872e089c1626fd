package com.example.arrays;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Moves parameters along their gradients, and remembers slots and steps. */
final class Optimizer {
  private final OptimizerSpec spec;
  private final WeightDecay decay;
  private final List<ParameterInfo> trainable;
  private Map<String, float[]> slots = new LinkedHashMap<>();
  private long steps;

  Optimizer(OptimizerSpec spec, List<ParameterInfo> trainable) {
    this.spec = spec;
    this.decay = spec.weightDecay();
    this.trainable = trainable;
    for (String slot : spec.slots()) {
      for (ParameterInfo info : trainable) {
        slots.put(path(slot, info), new float[info.shape().elements()]);
      }
    }
  }

  /** Adds the gradient of the L2 term to a parameter's, and returns its share of the loss. */
  double addL2(ParameterInfo info, float[] w, double[] gradient) {
    if (!info.decayed() || decay.kind() != WeightDecay.Kind.L2) {
      return 0;
    }
    double squares = 0;
    for (int i = 0; i < w.length; i++) {
      gradient[i] += decay.rate() * w[i];
      squares += (double) w[i] * w[i];
    }
    return decay.rate() / 2 * squares;
  }

  /** Moves the parameters by one step. */
  void step(Map<String, float[]> parameters, Map<String, double[]> gradients, double rate) {
    steps++;
    for (ParameterInfo info : trainable) {
      float[] w = parameters.get(info.path());
      double[] g = gradients.get(info.path());
      List<float[]> s = spec.slots().stream().map(slot -> slots.get(path(slot, info))).toList();
      boolean decoupled = info.decayed() && decay.kind() == WeightDecay.Kind.DECOUPLED;
      double kept = decoupled ? 1 - rate * decay.rate() : 1;
      for (int i = 0; i < w.length; i++) {
        w[i] = (float) (kept * w[i] - change(s, i, g[i], rate));
      }
    }
  }

  /** Returns what is to be taken from one weight, and moves its slots. */
  private double change(List<float[]> slots, int i, double g, double rate) {
    float[] first = slots.get(0);
    if (spec instanceof OptimizerSpec.Sgd sgd) {
      double velocity = sgd.momentum() * first[i] + g;
      first[i] = (float) velocity;
      return rate * velocity;
    }
    float[] second = slots.get(1);
    if (spec instanceof OptimizerSpec.RmsProp rms) {
      double square = rms.decay() * first[i] + (1 - rms.decay()) * g * g;
      double velocity = rms.momentum() * second[i] + rate * g / Math.sqrt(square + rms.epsilon());
      first[i] = (float) square;
      second[i] = (float) velocity;
      return velocity;
    }
    if (spec instanceof OptimizerSpec.Adam adam) {
      double mean = adam.beta1() * first[i] + (1 - adam.beta1()) * g;
      double square = adam.beta2() * second[i] + (1 - adam.beta2()) * g * g;
      first[i] = (float) mean;
      second[i] = (float) square;
      double meanCorrected = mean / (1 - Math.pow(adam.beta1(), steps));
      double squareCorrected = square / (1 - Math.pow(adam.beta2(), steps));
      return rate * meanCorrected / (Math.sqrt(squareCorrected) + adam.epsilon());
    }
    throw new IllegalArgumentException("unknown optimizer: " + spec);
  }

  private static String path(String slot, ParameterInfo info) {
    return slot + "/" + info.path();
  }

  OptimizerState state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String slot : spec.slots()) {
      for (ParameterInfo info : trainable) {
        String path = path(slot, info);
        tensors.put(path, Tensor.of(info.shape(), slots.get(path)));
      }
    }
    return new OptimizerState(steps, Weights.of(tensors));
  }

  /** Replaces all, or nothing: everything is read before anything is kept. */
  void restore(OptimizerState state) {
    Map<String, float[]> read = new LinkedHashMap<>();
    for (String slot : spec.slots()) {
      for (ParameterInfo info : trainable) {
        String path = path(slot, info);
        read.put(path, state.slots().get(path, info.shape()).toArray());
      }
    }
    slots = read;
    steps = state.step();
  }
}
