package io.github.xception.api.lint;

import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import java.util.List;
import java.util.Optional;

/** Logits that cannot be negative. */
final class ReluOnLogits implements Rule {
  @Override
  public String name() {
    return "relu-on-logits";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    Node logits = subject.graph().logits();
    if (!(logits.op() instanceof Op.Relu)) {
      return Optional.empty();
    }
    return Optional.of(
        new LintWarning(
            name(),
            subject.pointer(logits),
            "a ReLU as the last layer before the loss: " + subject.names(List.of(logits)),
            "a class whose value falls below zero for all images gets no gradient any more and is"
                + " never learned; and no class can be told to be unlikely",
            "take the ReLU out: the last dense layer's values are the logits"));
  }
}
