package io.github.xception.tfjava;

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
import java.util.function.ObjDoubleConsumer;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** The part of a graph that changes the parameters by their gradients, and what it remembers. */
final class Optimizer {
  private final GraphSession session;
  private final WeightDecay decay;
  private final UpdateRule rule;
  private final List<Variables> slots;
  private final Output<?> decayed;
  private final Operation update;
  private long step;

  /**
   * Adds the operations.
   *
   * @param trainable the parameters to change
   * @param parameters their variables
   * @param gradients their gradients, in the same order
   */
  Optimizer(
      GraphSession session,
      OptimizerSpec spec,
      List<ParameterInfo> trainable,
      Variables parameters,
      List<Output<?>> gradients) {
    GraphWriter writer = session.writer();
    this.session = session;
    this.decay = spec.weightDecay();
    this.rule = UpdateRule.of(writer, spec);
    this.slots =
        spec.slots().stream().map(slot -> Variables.ofSlot(writer, trainable, slot)).toList();
    this.decayed = writer.placeholder("decay>share");
    List<Operation> updates = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      updates.add(update(writer, parameters.get(trainable.get(i).path()), gradients.get(i)));
    }
    this.update = writer.group("optimizer>update", updates);
  }

  private Operation update(GraphWriter writer, Variable variable, Output<?> gradient) {
    ParameterInfo info = variable.info();
    String name = info.path() + ">update";
    List<Output<?>> slotHandles = new ArrayList<>();
    slots.forEach(slot -> slotHandles.add(slot.get(info.path()).handle()));
    return writer.add(
        rule.type(),
        name,
        op -> {
          rule.inputs(op, variable.handle(), slotHandles, gradient);
          if (decay.kind() == WeightDecay.Kind.DECOUPLED && decay.rate() != 0 && info.decayed()) {
            op.addControlInput(decay(writer, name, variable));
          }
        });
  }

  /** Takes its share from a variable; who has read it before keeps what was read. */
  private GraphOperation decay(GraphWriter writer, String name, Variable variable) {
    Output<?> share = writer.apply("Mul", name + ">decay", variable.value(), decayed);
    return writer.add(
        "AssignSubVariableOp",
        name + ">decayed",
        op -> op.addInput(variable.handle()).addInput(share));
  }

  /** Starts at step 0, all slots zero. */
  void reset() {
    slots.forEach(slot -> slot.zero(session));
    step = 0;
  }

  /** Returns the operation that changes all parameters. */
  Operation update() {
    return update;
  }

  /**
   * Says what the numbers of the next step are.
   *
   * @param rate its learning rate
   * @param feed takes each number, with the operand that it is for
   */
  void feed(double rate, ObjDoubleConsumer<Output<?>> feed) {
    rule.feed(rate, step + 1, feed);
    feed.accept(decayed, rate * decay.rate());
  }

  /** Counts a step that was done. */
  void count() {
    step++;
  }

  /** Returns a copy of what it remembers. */
  OptimizerState state() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    slots.forEach(slot -> slot.copyTo(session, tensors));
    return new OptimizerState(step, Weights.of(tensors));
  }

  /**
   * Replaces what it remembers, or nothing if a slot is missing or has another shape.
   *
   * @throws IllegalArgumentException if so; the message names the path
   */
  void restore(OptimizerState state) {
    slots.forEach(slot -> slot.check(state.slots()));
    slots.forEach(slot -> slot.restore(session, state.slots()));
    step = state.step();
  }
}
