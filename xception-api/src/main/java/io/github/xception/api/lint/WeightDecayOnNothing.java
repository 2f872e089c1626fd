package io.github.xception.api.lint;

import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.spec.WeightDecay;
import java.util.Optional;
import java.util.function.Predicate;

/** A rate of weight decay, and no kernel that it acts on. */
final class WeightDecayOnNothing implements Rule {
  @Override
  public String name() {
    return "weight-decay-on-nothing";
  }

  @Override
  public Optional<LintWarning> check(Subject subject) {
    WeightDecay decay = subject.config().optimizer().weightDecay();
    if (decay.rate() == 0
        || subject.graph().parameters().stream().anyMatch(ParameterInfo::decayed)) {
      return Optional.empty();
    }
    Predicate<String> on = PathPattern.anyOf(decay.on());
    boolean covers =
        subject.graph().parameters().stream()
            .anyMatch(parameter -> parameter.role() == Role.KERNEL && on.test(parameter.path()));
    return Optional.of(
        new LintWarning(
            name(),
            "/optimizer/" + optimizer(subject.config().optimizer()) + "/weightDecay/on",
            "a weight decay of %s that changes no kernel: %s"
                .formatted(
                    decay.rate(),
                    covers
                        ? "all those that 'on' covers are frozen"
                        : "'on' covers none, it is " + decay.on()),
            "the run is one without weight decay, whatever its config says, and the rate was not"
                + " what made it good or bad",
            "set 'on' to patterns of paths that cover kernels ([\"**\"] for all), or the rate to"
                + " 0"));
  }

  private static String optimizer(OptimizerSpec optimizer) {
    if (optimizer instanceof OptimizerSpec.Sgd) {
      return "sgd";
    }
    return optimizer instanceof OptimizerSpec.RmsProp ? "rmsprop" : "adam";
  }
}
