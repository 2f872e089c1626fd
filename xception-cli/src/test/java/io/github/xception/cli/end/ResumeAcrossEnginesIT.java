package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run begun on one engine and ended on another is, but for rounding, the run left on the first:
 * the same losses, the same weights, the same moments of Adam. Ended on the same engine, it is that
 * run bit for bit.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class ResumeAcrossEnginesIT {
  private static final List<String> ENGINES = List.of("pytorch", "tensorflow", "mxnet");
  private static final int CHANGE = 3;
  private static final int STEPS = 6;

  /**
   * Of losses, and of what the steps after the change of engines make of a tensor, by Euclidean
   * norm. Rounding alone is far less until it turns one value of a ReLU or of a pooling the other
   * way; moments or a count of steps that get lost are far more.
   */
  private static final double TOLERANCE = 0.05;

  @TempDir private static Path folder;

  @BeforeAll
  static void leaveARunOnEachEngine() throws Exception {
    for (String engine : ENGINES) {
      String[] settings = {
        "training.steps=" + STEPS,
        "training.checkpointEvery=" + CHANGE,
        "training.evaluateEvery=0",
        "training.reportEvery=1",
        "training.batch=8",
        "model.input.height=32",
        "model.input.width=32",
        "data.source.sample.perClass=8",
        "data.source.sample.size=32",
      };
      run(
          Stream.concat(
                  Stream.of("train", "--backend", engine, "--out", engine),
                  Stream.of(settings).flatMap(setting -> Stream.of("--set", setting)))
              .toArray(String[]::new));
    }
  }

  static Stream<Arguments> pairs() {
    return ENGINES.stream()
        .flatMap(first -> ENGINES.stream().map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void goesOnAsIfNothingHadHappened(String first, String second) throws Exception {
    Path left = folder.resolve(first);
    Path resumed = folder.resolve(first + "-" + second);
    copyUpToTheChange(left, resumed);

    run("train", "--resume", resumed.toString(), "--backend", second);

    // On the engine that it began on nothing at all is lost.
    double tolerance = second.equals(first) ? 0 : TOLERANCE;
    JsonNode expected = RunFiles.read(left).result();
    JsonNode actual = RunFiles.read(resumed).result();
    for (String metric : List.of("trainLoss", "testLoss")) {
      double loss = expected.get(metric).doubleValue();
      assertThat(actual.get(metric).doubleValue())
          .as(metric)
          .isCloseTo(loss, within(tolerance * loss));
    }
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertThat(differences(file, left, resumed, tolerance)).as(file).isEmpty();
    }
  }

  private static void copyUpToTheChange(Path from, Path to) throws IOException {
    Path end = from.resolve("checkpoints/step-" + STEPS);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.startsWith(end)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** Says, by path, which tensors were changed differently after the change of engines. */
  private static Map<String, String> differences(
      String file, Path left, Path resumed, double tolerance) throws IOException {
    Weights before = tensors(left, CHANGE, file);
    Weights expected = tensors(left, STEPS, file);
    Weights actual = tensors(resumed, STEPS, file);
    assertThat(actual.paths()).containsExactlyElementsOf(expected.paths());
    Map<String, String> differences = new TreeMap<>();
    expected
        .asMap()
        .forEach(
            (path, tensor) -> {
              double change = distance(tensor, before.get(path));
              double difference = distance(tensor, actual.get(path));
              if (!(difference <= tolerance * change)) {
                differences.put(path, difference + " of a change of " + change);
              }
            });
    return differences;
  }

  private static Weights tensors(Path run, int step, String file) throws IOException {
    return SafetensorsFile.read(run.resolve("checkpoints/step-" + step).resolve(file)).weights();
  }

  private static double distance(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.floats().limit(); i++) {
      double difference = (double) a.floats().get(i) - b.floats().get(i);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private static void run(String... arguments) throws Exception {
    try (Launched launched = Launched.in(folder, arguments)) {
      assertThat(launched.await()).as(launched.err()).isZero();
    }
  }
}
