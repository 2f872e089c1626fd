package io.github.xception.reference;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves parameters along gradients, and remembers slots and steps. Each step is computed in double
 * precision; what stays between two steps, weights and slots, is rounded to float.
 */
final class Optimizer {
  private final UpdateRule rule;
  private final WeightDecay decay;
  private final List<String> slotNames;
  private final List<ParameterInfo> trainable;

  /** For each trainable parameter, its slots in the order of their names. */
  private List<List<float[]>> slots;

  private long step;

  /** Makes an optimizer at step 0 with all slots zero. */
  Optimizer(OptimizerSpec spec, List<ParameterInfo> parameters) {
    this.rule = UpdateRule.of(spec);
    this.decay = spec.weightDecay();
    this.slotNames = spec.slots();
    this.trainable = parameters.stream().filter(ParameterInfo::trainable).toList();
    this.slots =
        trainable.stream()
            .map(info -> slotNames.stream().map(s -> new float[info.shape().elements()]).toList())
            .toList();
  }

  /** Returns the L2 term of the loss, λ/2·Σw² over the kernels; 0 without an L2 decay. */
  double l2Loss(Parameters parameters) {
    double sum = 0;
    for (ParameterInfo info : trainable) {
      if (hasL2(info)) {
        for (float w : parameters.values(info)) {
          sum += (double) w * w;
        }
      }
    }
    return decay.rate() / 2 * sum;
  }

  /** Adds the gradient of the L2 term, λ·w. */
  void addL2Gradient(ParameterInfo info, float[] weights, double[] gradient) {
    if (hasL2(info)) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += decay.rate() * weights[i];
      }
    }
  }

  private boolean hasL2(ParameterInfo info) {
    return decay.kind() == WeightDecay.Kind.L2 && info.decayed();
  }

  /**
   * Does one step: w ← (1 − rate·λ)·w − change, the factor being 1 without a decoupled decay.
   *
   * @param gradients one per trainable parameter, in their order
   */
  void apply(Parameters parameters, List<double[]> gradients, double rate) {
    step++;
    for (int p = 0; p < trainable.size(); p++) {
      ParameterInfo info = trainable.get(p);
      double[] change = rule.change(gradients.get(p), slots.get(p), rate, step);
      boolean decoupled = decay.kind() == WeightDecay.Kind.DECOUPLED && info.decayed();
      double kept = decoupled ? 1 - rate * decay.rate() : 1;
      float[] w = parameters.values(info);
      for (int i = 0; i < w.length; i++) {
        w[i] = (float) (kept * w[i] - change[i]);
      }
    }
  }

  /** Returns a copy of steps and slots. */
  OptimizerState state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int s = 0; s < slotNames.size(); s++) {
      for (int p = 0; p < trainable.size(); p++) {
        ParameterInfo info = trainable.get(p);
        tensors.put(slotPath(slotNames.get(s), info), Tensor.of(info.shape(), slots.get(p).get(s)));
      }
    }
    return new OptimizerState(step, Weights.of(tensors));
  }

  /**
   * Replaces steps and slots, or neither if the state is wrong.
   *
   * @throws IllegalArgumentException if a slot is missing or has another shape, or the step is
   *     negative
   */
  void restore(OptimizerState state) {
    if (state.step() < 0) {
      throw new IllegalArgumentException(
          "optimizer state: the step must be 0 or more, got " + state.step());
    }
    slots =
        trainable.stream()
            .map(
                info ->
                    slotNames.stream()
                        .map(s -> state.slots().get(slotPath(s, info), info.shape()).toArray())
                        .toList())
            .toList();
    step = state.step();
  }

  private static String slotPath(String slot, ParameterInfo info) {
    return slot + "/" + info.path();
  }
}
