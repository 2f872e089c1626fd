package io.github.xception.tfjava;

import io.github.xception.api.spec.OptimizerSpec;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;

/** RMSprop with momentum. */
final class RmsPropRule implements UpdateRule {
  private final Output<?> rate;
  private final Output<?> decay;
  private final Output<?> momentum;
  private final Output<?> epsilon;

  RmsPropRule(GraphWriter writer, OptimizerSpec.RmsProp spec) {
    this.rate = writer.placeholder("rmsprop>rate");
    this.decay = writer.constant("rmsprop>decay", spec.decay());
    this.momentum = writer.constant("rmsprop>momentum", spec.momentum());
    this.epsilon = writer.constant("rmsprop>epsilon", spec.epsilon());
  }

  @Override
  public String type() {
    return "ResourceApplyRMSProp";
  }

  @Override
  public void inputs(
      GraphOperationBuilder op, Output<?> variable, List<Output<?>> slots, Output<?> gradient) {
    op.addInput(variable)
        .addInput(slots.get(0))
        .addInput(slots.get(1))
        .addInput(rate)
        .addInput(decay)
        .addInput(momentum)
        .addInput(epsilon)
        .addInput(gradient);
  }

  @Override
  public void feed(double rate, long step, ObjDoubleConsumer<Output<?>> feed) {
    feed.accept(this.rate, rate);
  }
}
