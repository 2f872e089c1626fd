package io.github.xception.tfjava;

import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;

/** Gradient descent with momentum. */
final class SgdRule implements UpdateRule {
  private final Output<?> rate;
  private final Output<?> momentum;

  SgdRule(GraphWriter writer, OptimizerSpec.Sgd spec) {
    this.rate = writer.placeholder("sgd>rate");
    this.momentum = writer.constant("sgd>momentum", spec.momentum());
  }

  @Override
  public String type() {
    return "ResourceApplyMomentum";
  }

  @Override
  public void inputs(
      GraphOperationBuilder op, Output<?> variable, List<Output<?>> slots, Output<?> gradient) {
    op.addInput(variable)
        .addInput(slots.get(0))
        .addInput(rate)
        .addInput(gradient)
        .addInput(momentum);
  }

  @Override
  public void feed(double rate, long step, ObjDoubleConsumer<Output<?>> feed) {
    feed.accept(this.rate, rate);
  }
}
