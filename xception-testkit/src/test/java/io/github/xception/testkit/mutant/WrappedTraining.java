package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.Gradients;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.StepResult;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Weights;

/** A training session that does what another does, except for what a subclass says. */
class WrappedTraining implements TrainingSession {
  final TrainingSession session;

  WrappedTraining(TrainingSession session) {
    this.session = session;
  }

  @Override
  public StepResult step(Batch batch, double learningRate) {
    return session.step(batch, learningRate);
  }

  @Override
  public ComputedGradients computeGradients(Batch batch) {
    return session.computeGradients(batch);
  }

  @Override
  public Gradients gradients(Weights values) {
    return session.gradients(values);
  }

  @Override
  public void applyGradients(Gradients gradients, double learningRate) {
    session.applyGradients(gradients, learningRate);
  }

  @Override
  public Weights weights() {
    return session.weights();
  }

  @Override
  public void restoreWeights(Weights weights) {
    session.restoreWeights(weights);
  }

  @Override
  public OptimizerState optimizerState() {
    return session.optimizerState();
  }

  @Override
  public void restoreOptimizer(OptimizerState state) {
    session.restoreOptimizer(state);
  }

  @Override
  public void close() {
    session.close();
  }
}
