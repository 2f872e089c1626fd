package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes weights by their gradients, and remembers what the rule needs to remember. */
final class Optimizer {
  private final EngineOperations engine;
  private final NDManager manager;
  private final OptimizerSpec spec;
  private final List<ParameterLayout> trainable;
  private List<ParameterArrays> slots;
  private long step;

  /**
   * Starts at step 0, all slots zero.
   *
   * @param manager holds the slots
   * @param trainable the parameters to change
   */
  Optimizer(
      EngineOperations engine,
      NDManager manager,
      OptimizerSpec spec,
      List<ParameterLayout> trainable) {
    this.engine = engine;
    this.manager = manager;
    this.spec = spec;
    this.trainable = trainable;
    this.slots =
        spec.slots().stream()
            .map(
                slot ->
                    ParameterArrays.create(
                        manager, trainable, (parent, layout) -> layout.zeros(parent)))
            .toList();
  }

  /** Applies gradients, and counts one step. */
  void apply(ParameterArrays weights, ParameterArrays gradients, double rate) {
    WeightDecay decay = spec.weightDecay();
    boolean decoupled = decay.kind() == WeightDecay.Kind.DECOUPLED && decay.rate() != 0;
    try (NDManager constants = manager.newSubManager()) {
      UpdateRule rule = UpdateRule.of(engine, spec, constants, rate, step + 1);
      NDArray kept = HostArrays.constant(constants, 1 - rate * decay.rate());
      for (ParameterLayout layout : trainable) {
        ParameterInfo info = layout.info();
        NDArray weight = weights.get(info.path());
        if (decoupled && info.decayed()) {
          weight.muli(kept);
        }
        rule.update(
            weight,
            gradients.get(info.path()),
            slots.stream().map(slot -> slot.get(info.path())).toList());
      }
    }
    step++;
  }

  /** Returns a copy of what it remembers. */
  OptimizerState state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      String prefix = prefix(i);
      slots.get(i).copyTo(tensors, path -> prefix + path);
    }
    return new OptimizerState(step, Weights.of(tensors));
  }

  /**
   * Replaces what it remembers.
   *
   * @throws IllegalArgumentException if a slot is missing or has another shape
   */
  void restore(OptimizerState state) {
    List<ParameterArrays> restored = new ArrayList<>();
    try {
      for (int i = 0; i < slots.size(); i++) {
        restored.add(ParameterArrays.load(manager, trainable, state.slots(), prefix(i)));
      }
    } catch (RuntimeException e) {
      restored.forEach(ParameterArrays::close);
      throw e;
    }
    slots.forEach(ParameterArrays::close);
    slots = List.copyOf(restored);
    step = state.step();
  }

  private String prefix(int slot) {
    return spec.slots().get(slot) + "/";
  }
}
