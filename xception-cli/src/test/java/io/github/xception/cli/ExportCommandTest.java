package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.data.ImageLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens before an exporter is at work, and what a network's answers are compared with. */
class ExportCommandTest {
  @TempDir private static Path folder;
  private static String run;

  @BeforeAll
  static void train() throws IOException {
    run = Tiny.trained(folder).toString();
  }

  @Test
  void anUnknownFormatIsBadUsage() {
    CliRun.of("export", "--model", run, "--format", "saved-modle", "--out", path("unknown"))
        .refused("unknown export format 'saved-modle'", "Did you mean 'saved-model'?");
    assertThat(folder.resolve("unknown")).doesNotExist();
  }

  @Test
  void anOptionThatDoesNotGoWithTheFormatIsBadUsage() {
    for (String option : List.of("--half", "--dynamic-batch", "--unfolded")) {
      CliRun.of("export", "--model", run, "--format", "saved-model", "--out", path("no"), option)
          .refused(
              option + " does not go with format 'saved-model'", "That format has no options.");
    }
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void anOnnxFileIsMadeAndDescribed() throws IOException {
    JsonNode answer =
        CliRun.of("export", "--model", run, "--format", "onnx", "--out", path("a.onnx"), "--json")
            .succeeded()
            .json();

    assertThat(answer.get("format").textValue()).isEqualTo("onnx");
    assertThat(answer.get("bytes").longValue()).isEqualTo(Files.size(folder.resolve("a.onnx")));
    assertThat(answer.at("/signature/name").textValue()).isEqualTo("tiny");
    assertThat(answer.at("/signature/inputs"))
        .hasToString("[{\"name\":\"images\",\"type\":\"float32\",\"shape\":[1,12,12,3]}]");
    assertThat(answer.at("/signature/outputs").findValuesAsText("name"))
        .containsExactly("probabilities", "logits");
  }

  @Test
  void theOptionsOfOnnxReachIt() throws IOException {
    String plain = path("plain.onnx");
    CliRun.of("export", "--model", run, "--format", "onnx", "--out", plain).succeeded();
    long bytes = Files.size(Path.of(plain));

    CliRun half = onnx("half.onnx", "--half");
    assertThat(half.out()).contains("images (1 x 12x12x3)");
    assertThat(Files.readString(folder.resolve("half.onnx"), ISO_8859_1)).contains("Cast");
    assertThat(Files.readString(Path.of(plain), ISO_8859_1)).doesNotContain("Cast");
    assertThat(onnx("open.onnx", "--dynamic-batch").out())
        .contains("images (batch x 12x12x3) -> probabilities (batch x 3), logits (batch x 3)");
    onnx("unfolded.onnx", "--unfolded");
    assertThat(Files.size(folder.resolve("unfolded.onnx"))).isGreaterThan(bytes);
  }

  private static CliRun onnx(String file, String option) {
    return CliRun.of("export", "--model", run, "--format", "onnx", "--out", path(file), option)
        .succeeded();
  }

  @Test
  void whatExistsStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("precious"), "text");
    CliRun.of("export", "--model", run, "--format", "saved-model", "--out", file.toString())
        .refused(file + " exists already", "--out");
    assertThat(file).hasContent("text");

    Path empty = Files.createDirectory(folder.resolve("empty"));
    CliRun.of("export", "--model", run, "--format", "saved-model", "--out", empty.toString())
        .refused(empty + " exists already");
  }

  @Test
  void aFolderWithoutARunIsBadUsage() {
    CliRun.of("export", "--model", path(""), "--format", "saved-model", "--out", path("none"))
        .refused("no trained network in");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void predictWritesWhatTheNetworkWasGivenAndAnswered() throws IOException {
    String images = path("images");
    CliRun.of("data", "sample", "--out", images, "--classes", "2", "--per-class", "2").succeeded();
    Path bad = Files.writeString(folder.resolve("bad.jpg"), "this is no image");
    Path file = folder.resolve("expected.safetensors");

    JsonNode answer =
        CliRun.of(
                "predict",
                "--model",
                run,
                "--json",
                "--tensors",
                file.toString(),
                bad.toString(),
                images)
            .failed(bad.toString())
            .json();

    SafetensorsFile tensors = SafetensorsFile.read(file);
    assertThat(tensors.weights().paths()).containsExactly("images", "logits", "probabilities");
    assertThat(tensors.metadata()).containsEntry("step", "8").containsKey("backends");
    Tensor given =
        new ImageLoader(
                new InputSpec(12, 12, 3, Scaling.SYMMETRIC),
                Specs.parseTraining("{\"model\": \"xception-mini\"}", "defaults", List.of()).data())
            .load(ImageArguments.expand(List.of(Path.of(images))));
    assertThat(tensors.weights().get("images", Shape.of(4, 12, 12, 3)).bytes())
        .isEqualTo(given.bytes());
    float[] logits = tensors.weights().get("logits", Shape.of(4, 3)).toArray();
    float[] probabilities = tensors.weights().get("probabilities", Shape.of(4, 3)).toArray();
    for (int i = 0; i < 4; i++) {
      JsonNode first = answer.get(i + 1).at("/predictions/0");
      List<String> classes = List.of("buttercup", "daisy", "lily");
      int place = 3 * i + classes.indexOf(first.get("label").textValue());
      assertThat((double) probabilities[place])
          .isCloseTo(first.get("probability").doubleValue(), within(1e-6));
      for (int other = 3 * i; other < 3 * i + 3; other++) {
        assertThat(logits[place]).isGreaterThanOrEqualTo(logits[other]);
      }
    }
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
