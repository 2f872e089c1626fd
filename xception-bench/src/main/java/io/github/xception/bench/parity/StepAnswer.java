package io.github.xception.bench.parity;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What an engine tells about a training step.
 *
 * @param loss what was minimised, before the step
 * @param gradientNorm Euclidean norm over all gradients; empty if the engine does not give them,
 *     one number otherwise
 */
record StepAnswer(double loss, List<Double> gradientNorm) {
  OptionalDouble norm() {
    return gradientNorm.stream().mapToDouble(Double::doubleValue).findFirst();
  }
}
