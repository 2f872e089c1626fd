package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Weights;

/** A training session that applies other gradients than it should. */
abstract class WrongGradients extends WrappedTraining {
  WrongGradients(TrainingSession session) {
    super(session);
  }

  /** Returns what is applied in place of the right gradients. */
  abstract Weights wrong(Weights gradients);

  @Override
  public StepResult step(Batch batch, double learningRate) {
    try (ComputedGradients computed = computeGradients(batch)) {
      session.applyGradients(computed.gradients(), learningRate);
      return computed.result();
    }
  }

  @Override
  public ComputedGradients computeGradients(Batch batch) {
    try (ComputedGradients right = session.computeGradients(batch)) {
      Gradients wrong = session.gradients(wrong(right.gradients().toHost()));
      return new ComputedGradients(wrong, right.result());
    }
  }
}
