package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.StepResult;
import io.github.xception.train.Evaluation;
import io.github.xception.train.RunStart;
import io.github.xception.train.StepReport;
import io.github.xception.train.StepTiming;
import io.github.xception.train.TrainingMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final BackendInfo BACKEND =
      new BackendInfo("acme", "Acme", "1.2", "gpu:0", List.of(), Set.of());
  private static final Evaluation EVALUATION = new Evaluation(0.25, 10, 9, List.of(), List.of());

  /** A second for 40 images. */
  private static final StepTiming SECOND = new StepTiming(40, 900_000_000, 100_000_000);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private Console console(boolean terminal) {
    PrintStream err = new PrintStream(said, true, UTF_8);
    return new Console(err, err, terminal, "xception");
  }

  private static RunStart start(long step) {
    return new RunStart(Path.of("run"), BACKEND, step, 200, 25, 40);
  }

  @Test
  void linesTellWhatAReportAndAnEvaluationHold() {
    LineProgress lines = new LineProgress(console(false));

    lines.onStart(start(0));
    lines.onReport(
        new TrainingMetrics(50, 2, 1.25, 1.2, 0.5, 0.003, OptionalDouble.empty(), SECOND));
    lines.onEvaluation(50, EVALUATION);
    lines.onCheckpoint(50, Path.of("run/checkpoints/step-50"));

    assertThat(said.toString(UTF_8).lines())
        .containsExactly(
            "training on acme (Acme 1.2, gpu:0): 200 steps of 40 images",
            "step 50/200  epoch 2.0  loss 1.2500  accuracy 0.5000  rate 3.00e-03  40.0 images/s"
                + "  2:30 left",
            "step 50/200  held out: accuracy 0.9000 (9 of 10)  loss 0.2500",
            "step 50/200  checkpoint run/checkpoints/step-50");
  }

  @Test
  void aResumedRunSaysWhereItGoesOn() {
    new LineProgress(console(false)).onStart(start(50));

    assertThat(said.toString(UTF_8))
        .isEqualTo("training on acme (Acme 1.2, gpu:0): from step 50 of 200 steps of 40 images\n");
  }

  @Test
  void theBarShowsStepsLossAccuracyAndSpeed() {
    List<String> drawn = new CopyOnWriteArrayList<>();
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new DelegatingProgressBarConsumer(drawn::add, 140));

    try (BarProgress bar = new BarProgress(console(true), builder)) {
      bar.onStart(start(0));
      bar.onEvaluation(0, EVALUATION);
      bar.onStep(new StepReport(1, 0.04, 0.003, new StepResult(1.25, 1.2, 10, 40), SECOND));
    }

    assertThat(drawn.get(drawn.size() - 1))
        .containsPattern("step +0% \\[.*\\] +1/200 \\(0:00:\\d\\d / .*\\)")
        .endsWith("loss 1.250  accuracy 0.250  held out 0.900  40.0 images/s");
  }

  @Test
  void dataOnATerminalIsToldInOneLine() {
    DataProgress progress = new DataProgress(console(true));

    progress.progress("reading images", 1, 4);
    progress.progress("reading images", 1, 4);
    progress.progress("reading images", 4, 4);

    assertThat(said.toString(UTF_8)).isEqualTo("\rreading images  25 %\rreading images 100 %\n");
  }

  @Test
  void dataElsewhereIsToldWhenItIsThere() {
    DataProgress progress = new DataProgress(console(false));

    progress.progress("reading images", 1, 4);
    progress.progress("reading images", 4, 4);

    assertThat(said.toString(UTF_8)).isEqualTo("reading images: 4\n");
  }
}
