package io.github.xception.tfjava;

import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;

/**
 * How one step changes a variable and its slots, by one of TensorFlow's own operations; the
 * formulas are {@link OptimizerSpec}'s.
 */
interface UpdateRule {
  /** Returns the type of the operation. */
  String type();

  /**
   * Sets the operation's inputs.
   *
   * @param variable handle of the variable
   * @param slots handles of its slots, in the order of {@link OptimizerSpec#slots()}
   * @param gradient its gradient
   */
  void inputs(
      GraphOperationBuilder op, Output<?> variable, List<Output<?>> slots, Output<?> gradient);

  /**
   * Says what the numbers of a step are.
   *
   * @param rate the step's learning rate
   * @param step the step's number, from 1
   * @param feed takes each number, with the operand that it is for
   */
  void feed(double rate, long step, ObjDoubleConsumer<Output<?>> feed);

  /** Adds a rule's constants and the numbers that are fed to it, and returns the rule. */
  static UpdateRule of(GraphWriter writer, OptimizerSpec optimizer) {
    if (optimizer instanceof OptimizerSpec.Sgd sgd) {
      return new SgdRule(writer, sgd);
    }
    if (optimizer instanceof OptimizerSpec.RmsProp rmsProp) {
      return new RmsPropRule(writer, rmsProp);
    }
    if (optimizer instanceof OptimizerSpec.Adam adam) {
      return new AdamRule(writer, adam);
    }
    throw new IllegalArgumentException("unknown optimizer " + optimizer);
  }
}
