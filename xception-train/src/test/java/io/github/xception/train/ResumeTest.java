package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.DataFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut off and resumed is the run left alone, bit for bit. */
class ResumeTest {
  @TempDir private static Path alone;
  @TempDir private Path folder;

  private final Backend backend = TinyRun.backend();
  private Path cut;

  @BeforeAll
  static void runAlone() throws IOException {
    try (Backend backend = TinyRun.backend()) {
      RunDirectory directory = RunDirectory.create(alone);
      new Trainer(backend, TinyRun.task(), directory, TrainingListener.NONE, () -> false).fit();
    }
  }

  @BeforeEach
  void chooseFolder() {
    cut = folder.resolve("cut");
  }

  @AfterEach
  void close() {
    backend.close();
  }

  /** Before the first checkpoint, between, on a checkpoint, after an evaluation, at the end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 9, 10, 11, 20, 22, 23})
  void afterAnExceptionInAnyStep(long step) throws IOException {
    cutOffAt(step);
    assertThat(RunDirectory.open(cut).record().path("status").asText()).isEqualTo("failed");
    resume();
    assertSameRun();
  }

  @Test
  void afterAnExceptionWhileACheckpointIsThere() throws IOException {
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void onCheckpoint(long step, Path directory) {
            if (step == 9) {
              throw new IllegalStateException("cut off");
            }
          }
        };
    assertThatThrownBy(() -> run(failing)).hasMessage("cut off");
    resume();
    assertSameRun();
  }

  @Test
  void afterAStopOnRequest() throws IOException {
    RunDirectory directory = RunDirectory.create(cut);
    // Asked before each step, so it is asked for the sixth time after five steps.
    int[] asked = {0};
    new Trainer(backend, TinyRun.task(), directory, TrainingListener.NONE, () -> ++asked[0] == 6)
        .fit();
    assertThat(directory.newestCheckpoint().orElseThrow().step()).isEqualTo(5);
    resume();
    assertSameRun();
  }

  @Test
  void twice() throws IOException {
    cutOffAt(8);
    assertThatThrownBy(() -> fit(new CutOff(16), TinyRun.task())).hasMessage("cut off");
    TrainingResult result = resume();
    assertSameRun();
    assertThat(result.record().path("sessions").findValuesAsText("fromStep"))
        .containsExactly("0", "6", "15");
  }

  @Test
  void afterLinesWereLeftHalfWritten() throws IOException {
    cutOffAt(11);
    Files.writeString(
        cut.resolve("metrics.jsonl"),
        "{\"step\":12,\"epoch\":2.4,\"loss\":1}\n{\"step\":16,\"epo",
        StandardOpenOption.APPEND);
    resume();
    assertSameRun();
  }

  @Test
  void afterTheNewestCheckpointWasDamaged() throws IOException {
    cutOffAt(11);
    Path weights = cut.resolve("checkpoints/step-9/weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    TrainingResult result = resume();
    assertThat(result.record().path("sessions").findValuesAsText("fromStep"))
        .containsExactly("0", "6");
    assertSameRun();
    assertThat(cut.resolve("checkpoints/step-9.damaged")).isDirectory();
  }

  @Test
  void afterACheckpointWasLeftHalfWritten() throws IOException {
    cutOffAt(11);
    Path half = Files.createDirectory(cut.resolve("checkpoints/.step-12.tmp"));
    Files.write(half.resolve("weights.safetensors"), new byte[10]);
    resume();
    assertSameRun();
    assertThat(half).doesNotExist();
  }

  @Test
  void whenAllIsDone() throws IOException {
    fitAlone();
    TrainingResult again = resume();
    assertThat(again.status()).isEqualTo(RunStatus.DONE);
    assertThat(again.test()).isPresent();
    assertThat(again.record().at("/final").toString())
        .isEqualTo(RunDirectory.open(alone).record().at("/final").toString());
    assertSameRun();
  }

  @Test
  void withMoreSteps() throws IOException {
    String[] constant = {"schedule={\"constant\":{\"rate\":0.01}}", "training.steps=12"};
    RunDirectory directory = RunDirectory.create(cut);
    new Trainer(backend, TinyRun.task(constant), directory, TrainingListener.NONE, () -> false)
        .fit();
    constant[1] = "training.steps=15";
    TrainingResult longer =
        new Trainer(backend, TinyRun.task(constant), directory, TrainingListener.NONE, () -> false)
            .fit();
    TrainingResult atOnce =
        new Trainer(
                backend,
                TinyRun.task(constant),
                RunDirectory.create(folder.resolve("once")),
                TrainingListener.NONE,
                () -> false)
            .fit();
    assertThat(longer.step()).isEqualTo(15);
    assertThat(longer.test()).isEqualTo(atOnce.test());
  }

  @Test
  void ofWhatChangesNoNumber() throws IOException {
    cutOffAt(11);
    TrainingResult result =
        fit(
            TrainingListener.NONE,
            TinyRun.task(
                "training.keepCheckpoints=5",
                "training.checkpointEvery=7",
                "backend.threads=1",
                "data.workers=3"));
    assertThat(result.record().path("final").toString())
        .isEqualTo(RunDirectory.open(alone).record().path("final").toString());
  }

  @Test
  void isRefusedForAnotherConfig() throws IOException {
    cutOffAt(11);
    assertThatThrownBy(
            () ->
                fit(
                    TrainingListener.NONE,
                    TinyRun.task(
                        "training.seed=8", "optimizer.adam.beta1=0.8", "training.steps=20")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(cut.toString())
        .hasMessageContaining("/training/seed: was 7, now 8")
        .hasMessageContaining("/optimizer/adam/beta1: was 0.9, now 0.8")
        .hasMessageContaining("/training/steps: was 23, now 20");
  }

  @Test
  void isRefusedForOtherImages() throws IOException {
    cutOffAt(11);
    TrainingTask task = TinyRun.task();
    TrainingTask other =
        new TrainingTask(
            task.graph(),
            task.config(),
            task.train(),
            Optional.empty(),
            task.test(),
            new DataFingerprint("0ther", "7hese"));
    assertThatThrownBy(() -> fit(TrainingListener.NONE, other))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("/split/sha256: was " + TinyRun.DATA.split() + ", now 0ther")
        .hasMessageContaining("/images/sha256: was " + TinyRun.DATA.images() + ", now 7hese");
  }

  @Test
  void isRefusedWhenNoCheckpointIsWhole() throws IOException {
    cutOffAt(5);
    Files.delete(cut.resolve("checkpoints/step-3/optimizer.safetensors"));
    assertThatThrownBy(this::resume)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("all 1 checkpoints in " + cut.resolve("checkpoints"));
  }

  @Test
  void isRefusedWhileTheRunIsUnderWay() throws IOException {
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            assertThatThrownBy(() -> fit(TrainingListener.NONE, TinyRun.task()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
          }
        };
    run(second);
    assertSameRun();
  }

  private void fitAlone() throws IOException {
    run(TrainingListener.NONE);
  }

  private void cutOffAt(long step) {
    assertThatThrownBy(() -> run(new CutOff(step))).hasMessage("cut off");
  }

  private void run(TrainingListener listener) throws IOException {
    new Trainer(backend, TinyRun.task(), RunDirectory.create(cut), listener, () -> false).fit();
  }

  private TrainingResult resume() throws IOException {
    return fit(TrainingListener.NONE, TinyRun.task());
  }

  private TrainingResult fit(TrainingListener listener, TrainingTask task) throws IOException {
    return new Trainer(backend, task, RunDirectory.open(cut), listener, () -> false).fit();
  }

  private void assertSameRun() throws IOException {
    RunFiles.assertSame(alone, cut);
  }

  /** Fails in a step, before anything of it is written. */
  private record CutOff(long step) implements TrainingListener {
    @Override
    public void onStep(StepReport report) {
      if (report.step() == step) {
        throw new IllegalStateException("cut off");
      }
    }
  }
}
