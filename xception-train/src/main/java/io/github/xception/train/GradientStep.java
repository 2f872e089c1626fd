package io.github.xception.train;

import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.RandomStream;
import java.util.OptionalDouble;

/**
 * One training step: the batch as a whole or in parts, with or without a limit to the gradients.
 *
 * @param parts equal parts that a batch goes through the network in
 * @param clipNorm the largest norm of the gradients (Pascanu et al., 2013); 0 for no limit
 */
record GradientStep(int parts, double clipNorm) {
  /**
   * What came of a step.
   *
   * @param result what it saw; means over the parts
   * @param gradientNorm the Euclidean norm over all gradients, before they were limited; empty if
   *     nobody needed it
   */
  record Outcome(StepResult result, OptionalDouble gradientNorm) {}

  /**
   * Takes a step.
   *
   * @param measured whether the gradients' norm is wanted in any case
   */
  Outcome take(TrainingSession session, Batch batch, double rate, boolean measured) {
    if (parts == 1 && clipNorm == 0 && !measured) {
      return new Outcome(session.step(batch, rate), OptionalDouble.empty());
    }
    try (ComputedGradients computed = session.computeGradients(part(batch, 0))) {
      Gradients gradients = computed.gradients();
      StepResult result = computed.result();
      for (int i = 1; i < parts; i++) {
        try (ComputedGradients more = session.computeGradients(part(batch, i))) {
          gradients.add(more.gradients());
          result = sum(result, more.result());
        }
      }
      double norm = gradients.globalNorm() / parts;
      double limit = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
      double factor = limit / parts;
      if (factor != 1) {
        gradients.scale(factor);
      }
      session.applyGradients(gradients, rate);
      return new Outcome(mean(result), OptionalDouble.of(norm));
    }
  }

  private Batch part(Batch batch, int index) {
    if (parts == 1) {
      return batch;
    }
    int size = batch.size() / parts;
    // The same values must not be dropped in each part.
    long key = RandomStream.of(batch.key(), "part/" + index).nextLong();
    return batch.part(index * size, (index + 1) * size, key);
  }

  private static StepResult sum(StepResult a, StepResult b) {
    return new StepResult(
        a.loss() + b.loss(),
        a.crossEntropy() + b.crossEntropy(),
        a.correct() + b.correct(),
        a.examples() + b.examples());
  }

  private StepResult mean(StepResult sum) {
    return new StepResult(
        sum.loss() / parts, sum.crossEntropy() / parts, sum.correct(), sum.examples());
  }
}
