package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./xception train} without a config does, only shorter, and what comes after it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class TrainedOnPyTorchIT {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir private static Path folder;
  private static String said;
  private static JsonNode record;
  private static String run;

  @BeforeAll
  static void train() throws Exception {
    try (Launched launched =
        Launched.in(
            folder,
            "train",
            "--json",
            "--set",
            "training.steps=12",
            "--set",
            "data.source.sample.perClass=16")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      said = launched.err();
      record = STRICT.readTree(launched.out());
    }
    run = folder.relativize(Path.of(record.get("directory").textValue())).toString();
  }

  @Test
  void theRunIsNamedAfterTheNetworkAndTheTime() {
    assertThat(run).matches("runs/xception-mini-\\d{8}-\\d{6}");
    assertThat(folder.resolve(run).resolve("run.json")).isRegularFile();
    assertThat(folder.resolve(run).resolve("checkpoints/step-12/weights.safetensors"))
        .isRegularFile();
  }

  @Test
  void pyTorchIsTheDefaultAndUsesAllCores() {
    assertThat(record.at("/backend/name").textValue()).isEqualTo("pytorch");
    assertThat(record.at("/backend/version").textValue()).isNotBlank();
    assertThat(record.get("device").textValue()).isNotBlank();
    assertThat(record.get("threads").intValue())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(record.get("steps").intValue()).isEqualTo(12);
  }

  @Test
  void whatIsSaidIsForPasting() {
    assertThat(said)
        .contains("everything is in " + run)
        .contains("/bin/xception evaluate --model " + run + "\n");
  }

  @Test
  void evaluatesTheSameOnTheEngineThatTrained() throws Exception {
    JsonNode answer = answer("evaluate", "--model", run, "--json");

    assertThat(answer.get("accuracy").doubleValue())
        .isEqualTo(record.at("/final/testAccuracy").doubleValue());
    assertThat(answer.get("loss").doubleValue())
        .isCloseTo(record.at("/final/testLoss").doubleValue(), within(1e-4));
    assertThat(answer.get("images").intValue()).isEqualTo(record.at("/split/test").intValue());
  }

  @Test
  void evaluatesNearlyTheSameOnAnotherEngine() throws Exception {
    JsonNode answer = answer("evaluate", "--model", run, "--backend", "reference", "--json");

    assertThat(answer.get("backend").textValue()).isEqualTo("reference");
    assertThat(answer.get("loss").doubleValue())
        .isCloseTo(record.at("/final/testLoss").doubleValue(), within(1e-3));
  }

  @Test
  void predictsFromACheckpoint() throws Exception {
    answer("data", "sample", "--out", "flowers", "--per-class", "2", "--json");

    JsonNode answer =
        answer("predict", "--model", run + "/checkpoints/step-12", "flowers", "--json");

    assertThat(answer).hasSize(10);
    assertThat(answer.at("/0/file").textValue()).startsWith("flowers/buttercup/");
    assertThat(answer.at("/0/predictions")).hasSize(3);
  }

  @Test
  void theBackendsSayWhatTheyAre() throws Exception {
    JsonNode answer = answer("backends", "--json");

    assertThat(answer)
        .extracting(backend -> backend.get("name").textValue())
        .containsExactly("mxnet", "onnxruntime", "pytorch", "reference", "tensorflow");
    for (JsonNode backend : answer) {
      assertThat(backend.get("available").booleanValue()).as("%s", backend).isTrue();
      assertThat(backend.get("reason").isNull()).isTrue();
      assertThat(backend.get("engine").textValue()).isNotBlank();
      assertThat(backend.get("version").textValue()).isNotBlank();
      assertThat(backend.get("devices")).isNotEmpty();
      assertThat(backend.get("capabilities").toString()).contains("ACTIVATIONS");
    }
  }

  /** Runs a command to its end; its standard output must be one JSON document. */
  private static JsonNode answer(String... arguments) throws Exception {
    try (Launched launched = Launched.in(folder, arguments)) {
      assertThat(launched.await()).as(launched.err()).isZero();
      return STRICT.readTree(launched.out());
    }
  }
}
