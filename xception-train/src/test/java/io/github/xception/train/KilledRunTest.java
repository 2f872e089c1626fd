package io.github.xception.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose process is killed, again and again, is the run left alone, bit for bit. */
class KilledRunTest {
  @TempDir private static Path alone;
  @TempDir private Path folder;

  @BeforeAll
  static void runAlone() throws IOException {
    try (Backend backend = TinyRun.backend()) {
      RunDirectory directory = RunDirectory.create(alone);
      new Trainer(backend, TinyRun.task(), directory, TrainingListener.NONE, () -> false).fit();
    }
  }

  /**
   * Each process is killed once it has said so many things. It goes on in the meantime, so the
   * moment differs from time to time: in a step, in a line or in a checkpoint.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9})
  void killed(int thingsSaid) throws Exception {
    boolean done = false;
    // Every process writes at least one checkpoint more, or there would be no end.
    for (int processes = 0; !done; processes++) {
      done = runAndKill(thingsSaid + 2 * processes);
    }
    RunFiles.assertSame(alone, folder);
  }

  /** Returns whether the process came to its end first. */
  private boolean runAndKill(int thingsSaid) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader(UTF_8)) {
      for (int i = 0; i < thingsSaid; i++) {
        if (said.readLine() == null) {
          assertThat(process.waitFor()).isZero();
          return true;
        }
      }
    } finally {
      // SIGKILL, where there are signals.
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    return false;
  }

  /** The process that is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      RunDirectory directory =
          Files.exists(folder.resolve("run.json"))
              ? RunDirectory.open(folder)
              : RunDirectory.create(folder);
      TrainingListener talking =
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              say("step " + report.step());
            }

            @Override
            public void onCheckpoint(long step, Path checkpoint) {
              say("checkpoint " + step);
            }
          };
      try (Backend backend = TinyRun.backend()) {
        new Trainer(backend, TinyRun.task(), directory, talking, () -> false).fit();
      }
    }

    private static void say(String text) {
      System.out.println(text);
      System.out.flush();
    }
  }
}
