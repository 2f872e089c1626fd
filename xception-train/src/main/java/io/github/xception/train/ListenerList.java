package io.github.xception.train;

import io.github.xception.api.data.Batch;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Path;
import java.util.List;

/**
 * Several listeners as one.
 *
 * @param listeners who is told, in this order
 */
record ListenerList(List<TrainingListener> listeners) implements TrainingListener {
  @Override
  public void onStart(RunStart start) {
    listeners.forEach(listener -> listener.onStart(start));
  }

  @Override
  public void onBatch(long step, Batch batch) {
    listeners.forEach(listener -> listener.onBatch(step, batch));
  }

  @Override
  public void onStep(StepReport report) {
    listeners.forEach(listener -> listener.onStep(report));
  }

  @Override
  public void onReport(TrainingMetrics metrics) {
    listeners.forEach(listener -> listener.onReport(metrics));
  }

  @Override
  public void onWeights(long step, Weights weights) {
    listeners.forEach(listener -> listener.onWeights(step, weights));
  }

  @Override
  public void onValidation(long step, Evaluation evaluation) {
    listeners.forEach(listener -> listener.onValidation(step, evaluation));
  }

  @Override
  public void onEvaluation(long step, Evaluation evaluation) {
    listeners.forEach(listener -> listener.onEvaluation(step, evaluation));
  }

  @Override
  public void onCheckpoint(long step, Path directory) {
    listeners.forEach(listener -> listener.onCheckpoint(step, directory));
  }

  @Override
  public void onEnd(TrainingResult result) {
    listeners.forEach(listener -> listener.onEnd(result));
  }
}
