package io.github.xception.cli;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.train.Evaluation;
import io.github.xception.train.RunStart;
import io.github.xception.train.TrainingListener;
import io.github.xception.train.TrainingMetrics;
import java.nio.file.Path;
import java.time.Duration;

/** Follows a run in lines, for logs. */
final class LineProgress implements TrainingListener {
  private final Console console;
  private long steps;
  private int batch;

  LineProgress(Console console) {
    this.console = console;
  }

  /** Says how a run begins, in one line. */
  static String describe(RunStart start) {
    BackendInfo backend = start.backend();
    return "training on %s (%s %s, %s): %s %,d steps of %d images"
        .formatted(
            backend.name(),
            backend.engine(),
            backend.version(),
            backend.device(),
            start.step() == 0 ? "" : "from step " + Numbers.count(start.step()) + " of",
            start.steps(),
            start.batch())
        .replace(":  ", ": ");
  }

  @Override
  public void onStart(RunStart start) {
    steps = start.steps();
    batch = start.batch();
    console.say(describe(start));
  }

  @Override
  public void onReport(TrainingMetrics metrics) {
    double speed = metrics.timing().imagesPerSecond();
    long left = speed > 0 ? Math.round((steps - metrics.step()) * batch / speed) : 0;
    console.say(
        "step %d/%d  epoch %.1f  loss %s  accuracy %s  rate %s  %s  %s left"
            .formatted(
                metrics.step(),
                steps,
                metrics.epoch(),
                Numbers.ratio(metrics.loss()),
                Numbers.ratio(metrics.accuracy()),
                Numbers.rate(metrics.learningRate()),
                Numbers.speed(speed),
                Numbers.time(Duration.ofSeconds(left))));
  }

  @Override
  public void onEvaluation(long step, Evaluation evaluation) {
    console.say(
        "step %d/%d  held out: accuracy %s (%d of %d)  loss %s"
            .formatted(
                step,
                steps,
                Numbers.ratio(evaluation.accuracy()),
                evaluation.correct(),
                evaluation.images(),
                Numbers.ratio(evaluation.loss())));
  }

  @Override
  public void onCheckpoint(long step, Path directory) {
    console.say("step %d/%d  checkpoint %s".formatted(step, steps, directory));
  }
}
