package io.github.xception.cli;

import io.github.xception.api.backend.StepResult;
import io.github.xception.train.Evaluation;
import io.github.xception.train.RunStart;
import io.github.xception.train.StepReport;
import io.github.xception.train.TrainingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Follows a run in one line that is drawn anew: for a person at a terminal. */
final class BarProgress implements TrainingListener, AutoCloseable {
  /** Share of the old value in what is shown: one batch alone says little. */
  private static final double SMOOTHING = 0.9;

  private final Console console;
  private final ProgressBarBuilder builder;
  private Optional<ProgressBar> bar = Optional.empty();
  private OptionalDouble loss = OptionalDouble.empty();
  private OptionalDouble accuracy = OptionalDouble.empty();
  private OptionalDouble secondsPerImage = OptionalDouble.empty();
  private String heldOut = "";

  /**
   * Makes a bar that appears when the run begins.
   *
   * @param builder draws where it is told to
   */
  BarProgress(Console console, ProgressBarBuilder builder) {
    this.console = console;
    this.builder = builder;
  }

  @Override
  public void onStart(RunStart start) {
    console.say(LineProgress.describe(start));
    bar =
        Optional.of(
            builder
                .setTaskName("step")
                .setInitialMax(start.steps())
                .startsFrom(start.step(), Duration.ZERO)
                .build());
  }

  @Override
  public void onStep(StepReport report) {
    StepResult result = report.result();
    loss = smooth(loss, result.loss());
    accuracy = smooth(accuracy, (double) result.correct() / result.examples());
    secondsPerImage = smooth(secondsPerImage, 1 / report.timing().imagesPerSecond());
    bar.ifPresent(
        line ->
            line.setExtraMessage(
                    "loss %.3f  accuracy %.3f%s  %s"
                        .formatted(
                            loss.getAsDouble(),
                            accuracy.getAsDouble(),
                            heldOut,
                            Numbers.speed(1 / secondsPerImage.getAsDouble())))
                .stepTo(report.step()));
  }

  private static OptionalDouble smooth(OptionalDouble old, double value) {
    return OptionalDouble.of(
        old.isPresent() ? SMOOTHING * old.getAsDouble() + (1 - SMOOTHING) * value : value);
  }

  @Override
  public void onEvaluation(long step, Evaluation evaluation) {
    heldOut = "  held out %.3f".formatted(evaluation.accuracy());
  }

  /** Leaves the line as it is. */
  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
