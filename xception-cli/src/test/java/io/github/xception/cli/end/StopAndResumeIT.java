package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is cut off and resumed is the run left alone: the same metrics but for times, the same
 * weights and optimizer bit for bit.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the signals are POSIX's")
class StopAndResumeIT {
  private static final int STEPS = 40;
  private static final List<String> ARGUMENTS =
      List.of(
          "train",
          "--set",
          "training.steps=" + STEPS,
          "--set",
          "training.reportEvery=1",
          "--set",
          "training.evaluateEvery=20",
          "--set",
          "training.checkpointEvery=7",
          "--set",
          "training.batch=8",
          "--set",
          "data.source.sample.perClass=16");

  @TempDir private static Path folder;
  private static RunFiles undisturbed;

  @BeforeAll
  static void leaveOneRunAlone() throws Exception {
    try (Launched launched = train("--out", "undisturbed")) {
      assertThat(launched.await()).as(launched.err()).isZero();
    }
    undisturbed = RunFiles.read(folder.resolve("undisturbed"));
  }

  @RepeatedTest(3)
  void aKilledRunResumesAsItself() throws Exception {
    String out = "killed-" + System.nanoTime();
    // The moment is random: any of the lines, and then the signal races the steps that follow.
    int line = 1 + Math.floorMod(System.nanoTime(), STEPS / 2);
    try (Launched launched = train("--out", out)) {
      launched.awaitLine("step " + line + "/" + STEPS).kill();
      assertThat(launched.await()).isEqualTo(128 + 9);
    }
    try (Launched launched = Launched.in(folder, "train", "--resume", out)) {
      assertThat(launched.await()).as(launched.err()).isZero();
    }
    assertThat(RunFiles.read(folder.resolve(out)))
        .as("killed at about step %d", line)
        .isEqualTo(undisturbed);
  }

  @Test
  void ctrlCEndsWithACheckpointAndTheWayOn() throws Exception {
    try (Launched launched = train("--out", "stopped")) {
      launched.awaitLine("step 10/" + STEPS).signal("INT");
      assertThat(launched.await()).as(launched.err()).isEqualTo(130);
      assertThat(launched.err()).contains("stopping after this step, with a checkpoint");
      assertThat(launched.out()).contains("stopped: ", "/bin/xception train --resume stopped\n");
    }
    try (Stream<Path> checkpoints = Files.list(folder.resolve("stopped/checkpoints"))) {
      assertThat(checkpoints.map(path -> path.getFileName().toString()))
          .anyMatch(name -> name.matches("step-\\d+"));
    }
    try (Launched launched = Launched.in(folder, "train", "--resume", "stopped")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      assertThat(launched.err()).contains(" from step ");
    }
    assertThat(RunFiles.read(folder.resolve("stopped"))).isEqualTo(undisturbed);
  }

  @Test
  void askedToTerminateItEndsWithACheckpointToo() throws Exception {
    try (Launched launched = train("--out", "terminated")) {
      launched.awaitLine("step 3/" + STEPS).signal("TERM");
      assertThat(launched.await()).as(launched.err()).isEqualTo(143);
      assertThat(launched.out()).contains("stopped: ");
    }
  }

  @Test
  void theSecondCtrlCEndsAtOnce() throws Exception {
    // One step of this takes seconds.
    String[] slow = {
      "--backend",
      "reference",
      "--set",
      "training.batch=32",
      "--set",
      "model.input.height=96",
      "--set",
      "model.input.width=96",
      "--out",
      "impatient"
    };
    try (Launched launched = train(slow)) {
      launched.awaitLine("training on reference").signal("INT");
      launched.awaitLine("stopping after this step").signal("INT");
      assertThat(launched.await()).isEqualTo(130);
      assertThat(launched.out()).isEmpty();
    }
  }

  private static Launched train(String... more) throws Exception {
    return Launched.in(
        folder, Stream.concat(ARGUMENTS.stream(), Stream.of(more)).toArray(String[]::new));
  }
}
