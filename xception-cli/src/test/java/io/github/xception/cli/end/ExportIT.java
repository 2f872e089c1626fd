package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A network leaves for another program. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class ExportIT {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws Exception {
    try (Launched launched =
        Launched.in(
            folder,
            "train",
            "--out",
            "runs/mini",
            "--set",
            "training.steps=6",
            "--set",
            "data.source.sample.perClass=16")) {
      assertThat(launched.await()).as(launched.err()).isZero();
    }
  }

  @Test
  void aSavedModelIsMadeAndDescribed() throws Exception {
    try (Launched launched =
        Launched.in(
            folder,
            "export",
            "--model",
            "runs/mini",
            "--format",
            "saved-model",
            "--out",
            "saved/mini/1",
            "--json")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      JsonNode answer = STRICT.readTree(launched.out());

      Path saved = folder.resolve("saved/mini/1");
      Path metadata = saved.resolve("assets.extra/xception.json");
      assertThat(answer.get("format").textValue()).isEqualTo("saved-model");
      assertThat(answer.get("path").textValue()).isEqualTo("saved/mini/1");
      assertThat(answer.get("bytes").longValue())
          .isEqualTo(Files.size(saved.resolve("saved_model.pb")) + Files.size(metadata))
          .isGreaterThan(42_821 * Float.BYTES);
      assertThat(answer.get("step").longValue()).isEqualTo(6);
      assertThat(answer.at("/signature/name").textValue()).isEqualTo("serving_default");
      assertThat(answer.at("/signature/inputs"))
          .hasToString(
              "[{\"name\":\"images\",\"type\":\"float32\",\"shape\":[\"batch\",48,48,3]}]");
      assertThat(answer.at("/signature/outputs").findValuesAsText("name"))
          .containsExactly("probabilities", "logits");

      JsonNode described = STRICT.readTree(metadata.toFile());
      assertThat(described.at("/input/scaling/name").textValue()).isEqualTo("symmetric");
      assertThat(described.get("classes"))
          .isEqualTo(STRICT.readTree(folder.resolve("runs/mini/run.json").toFile()).get("classes"));
      assertThat(described.at("/provenance/run").textValue()).isEqualTo("mini");
      assertThat(described.at("/provenance/step").textValue()).isEqualTo("6");
      assertThat(described.at("/provenance/backends").textValue()).startsWith("pytorch ");
      assertThat(saved.getParent().toFile().list()).containsExactly("1");
    }
  }

  /** The engine of the other program is at hand as a backend. */
  @Test
  void anOnnxFileIsMadeOfWhatOnnxRuntimeComputes() throws Exception {
    try (Launched launched =
        Launched.in(
            folder,
            "export",
            "--model",
            "runs/mini",
            "--format",
            "onnx",
            "--out",
            "onnx/mini.onnx")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      assertThat(launched.out()).contains("images (1 x 48x48x3)");
      assertThat(folder.resolve("onnx").toFile().list()).containsExactly("mini.onnx");
    }
    try (Launched launched =
        Launched.in(
            folder, "evaluate", "--model", "runs/mini", "--backend", "onnxruntime", "--json")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      JsonNode answer = STRICT.readTree(launched.out());
      JsonNode trained =
          STRICT.readTree(folder.resolve("runs/mini/run.json").toFile()).get("final");
      assertThat(answer.get("backend").textValue()).isEqualTo("onnxruntime");
      assertThat(answer.get("loss").doubleValue())
          .isCloseTo(trained.get("testLoss").doubleValue(), within(1e-3));
    }
  }

  @Test
  void anUnknownFormatIsNamed() throws Exception {
    try (Launched launched =
        Launched.in(
            folder,
            "export",
            "--model",
            "runs/mini",
            "--format",
            "tflite",
            "--out",
            "x",
            "--json")) {
      assertThat(launched.await()).isEqualTo(2);
      assertThat(STRICT.readTree(launched.out()).at("/error/message").textValue())
          .contains("unknown export format 'tflite'", "On the class path: onnx, saved-model.");
    }
  }
}
