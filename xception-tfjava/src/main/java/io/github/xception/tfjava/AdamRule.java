package io.github.xception.tfjava;

import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;

/**
 * Adam. The operation takes a step of r'·m/(√v + ε'), which with r' = r·√(1 − β₂ᵗ)/(1 − β₁ᵗ) and ε'
 * = ε·√(1 − β₂ᵗ) is the one of {@link OptimizerSpec.Adam}. Both are computed here in double
 * precision; the operation would do it in 32 bits, and with an ε' that does not change.
 */
final class AdamRule implements UpdateRule {
  private final OptimizerSpec.Adam spec;
  private final Output<?> rate;
  private final Output<?> epsilon;
  private final Output<?> uncorrected;
  private final Output<?> beta1;
  private final Output<?> beta2;

  AdamRule(GraphWriter writer, OptimizerSpec.Adam spec) {
    this.spec = spec;
    this.rate = writer.placeholder("adam>rate");
    this.epsilon = writer.placeholder("adam>epsilon");
    // In place of the betas' powers: the correction is in rate and epsilon.
    this.uncorrected = writer.constant("adam>uncorrected", 0);
    this.beta1 = writer.constant("adam>beta1", spec.beta1());
    this.beta2 = writer.constant("adam>beta2", spec.beta2());
  }

  @Override
  public String type() {
    return "ResourceApplyAdam";
  }

  @Override
  public void inputs(
      GraphOperationBuilder op, Output<?> variable, List<Output<?>> slots, Output<?> gradient) {
    op.addInput(variable)
        .addInput(slots.get(0))
        .addInput(slots.get(1))
        .addInput(uncorrected)
        .addInput(uncorrected)
        .addInput(rate)
        .addInput(beta1)
        .addInput(beta2)
        .addInput(epsilon)
        .addInput(gradient);
  }

  @Override
  public void feed(double rate, long step, ObjDoubleConsumer<Output<?>> feed) {
    double rootCorrection = Math.sqrt(1 - Math.pow(spec.beta2(), (double) step));
    double correction = 1 - Math.pow(spec.beta1(), (double) step);
    feed.accept(this.rate, rate * rootCorrection / correction);
    feed.accept(epsilon, spec.epsilon() * rootCorrection);
  }
}
