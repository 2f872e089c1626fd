package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that use a trained network. */
class TrainedModelTest {
  @TempDir private static Path folder;
  private static String run;

  @BeforeAll
  static void train() throws IOException {
    run = Tiny.trained(folder).toString();
  }

  @Test
  void evaluatesOnWhatWasHeldOutAndFindsWhatTrainingFound() throws Exception {
    JsonNode answer = CliRun.of("evaluate", "--model", run, "--json").succeeded().json();

    JsonNode last = Json.read(Files.readString(Path.of(run, "run.json"))).get("final");
    assertThat(answer.get("accuracy")).isEqualTo(last.get("testAccuracy"));
    assertThat(answer.get("loss")).isEqualTo(last.get("testLoss"));
    assertThat(answer.get("images").intValue()).isEqualTo(6);
    assertThat(answer.get("correct").doubleValue())
        .isEqualTo(6 * answer.get("accuracy").doubleValue());
    assertThat(answer.get("perClass")).hasSize(3);
    assertThat(answer.at("/perClass/0/label").textValue()).isEqualTo("buttercup");
    assertThat(answer.at("/perClass/0/images").intValue()).isEqualTo(2);
    assertThat(answer.at("/perClass/0/correct").isInt()).isTrue();
    assertThat(answer.at("/perClass/0/accuracy").isDouble()).isTrue();
  }

  @Test
  void evaluatesAnEarlierCheckpointOnTheTrainingPart() throws Exception {
    String checkpoint = Path.of(run, "checkpoints", "step-6").toString();

    JsonNode answer =
        CliRun.of("evaluate", "--model", checkpoint, "--part", "train", "--json")
            .succeeded()
            .json();

    assertThat(answer.get("step").intValue()).isEqualTo(6);
    assertThat(answer.get("images").intValue()).isEqualTo(24);
  }

  @Test
  void printsATableByClass() {
    assertThat(CliRun.of("evaluate", "--model", run).succeeded().out())
        .containsPattern("CLASS +IMAGES +CORRECT +ACCURACY\n")
        .containsPattern("daisy +2 ")
        .containsPattern("all +6 ");
  }

  @Test
  void imagesOfAnotherSplitAreRefused() {
    CliRun.of("evaluate", "--model", run, "--data", "sample")
        .refused("the images are not those of the training", "the split's hash is");
  }

  @Test
  void aFolderWithoutARunIsBadUsage() {
    CliRun.of("evaluate", "--model", folder.toString())
        .refused("no trained network in " + folder, "run directory");
    CliRun.of("predict", "--model", folder.toString(), "a.png").refused("no trained network in");
  }

  @Test
  void aMissingOrDamagedCheckpointIsNamed() throws Exception {
    String none = Path.of(run, "checkpoints", "step-5").toString();
    CliRun.of("evaluate", "--model", none).failed("no whole checkpoint", "step-5");

    Path copy = folder.resolve("damaged/checkpoints/step-8");
    Files.createDirectories(copy);
    Files.copy(Path.of(run, "run.json"), folder.resolve("damaged/run.json"));
    for (String file :
        new String[] {"weights.safetensors", "optimizer.safetensors", "state.json"}) {
      byte[] bytes = Files.readAllBytes(Path.of(run, "checkpoints", "step-8", file));
      if (file.startsWith("weights")) {
        bytes[bytes.length - 1] ^= 1;
      }
      Files.write(copy.resolve(file), bytes);
    }
    CliRun.of("evaluate", "--model", copy.toString()).failed("is damaged", "weights.safetensors");
  }

  @Test
  void predictsFilesAndFoldersAndGoesOnAfterABadOne() throws Exception {
    Path images = folder.resolve("images");
    CliRun.of(
            "data",
            "sample",
            "--out",
            images.toString(),
            "--classes",
            "3",
            "--per-class",
            "2",
            "--size",
            "16")
        .succeeded();
    Path bad = Files.writeString(folder.resolve("bad.jpg"), "this is no image");

    CliRun answered =
        CliRun.of(
                "predict",
                "--model",
                run,
                "--json",
                "--top",
                "2",
                bad.toString(),
                images.toString())
            .failed(bad.toString());

    JsonNode answer = answered.json();
    assertThat(answer).hasSize(7);
    assertThat(answer.at("/0/file").textValue()).isEqualTo(bad.toString());
    assertThat(answer.at("/0/predictions")).isEmpty();
    assertThat(answer.at("/0/error").textValue()).isNotBlank();
    JsonNode guesses = answer.at("/1/predictions");
    assertThat(guesses).hasSize(2);
    assertThat(guesses.at("/0/label").textValue())
        .isIn("buttercup", "daisy", "lily", "poppy", "sunflower");
    assertThat(guesses.at("/0/probability").doubleValue())
        .isBetween(guesses.at("/1/probability").doubleValue(), 1.0);
  }

  @Test
  void predictPrintsALinePerImage() throws Exception {
    Path images = folder.resolve("few images");
    CliRun.of("data", "sample", "--out", images.toString(), "--per-class", "2", "--classes", "2")
        .succeeded();

    assertThat(CliRun.of("predict", "--model", run, images.toString()).succeeded().out().lines())
        .hasSize(4)
        .allMatch(
            line -> line.matches(".*\\.png: \\w+ [01]\\.\\d{4}, \\w+ [01]\\.\\d{4}, \\w+ .*"));
  }

  @Test
  void aFolderWithoutImagesIsBadUsage() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    CliRun.of("predict", "--model", run, empty.toString()).refused("no images in");
  }

  @Test
  void topHasToBePositive() {
    CliRun.of("predict", "--model", run, "--top", "0", "a.png").refused("--top", "got 0");
  }
}
