package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir private Path folder;
  private String config;
  private String out;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Tiny.config(folder);
    out = folder.resolve("my run").toString();
  }

  @Test
  void trainsAndSaysWhereEverythingIsAndWhatIsNext() {
    CliRun run = CliRun.of("train", "--config", config, "--out", out).succeeded();

    assertThat(run.err())
        .contains(
            "data: 24 images to train on, 6 held out, 3 classes",
            "training on reference",
            "8 steps of 6 images",
            "step 8/8  epoch 2.0  loss ",
            "step 8/8  held out: accuracy ",
            "checkpoint " + Path.of(out, "checkpoints", "step-8"));
    assertThat(run.out())
        .contains(
            "done: 8 steps, ",
            "held-out images: accuracy ",
            "everything is in " + out,
            "  xception evaluate --model '" + out + "'\n",
            "  xception data sample --seed 1 --per-class 2 --out flowers\n",
            "  xception predict --model '" + out + "' flowers\n");
    assertThat(Path.of(out, "checkpoints/step-8/weights.safetensors")).isRegularFile();
    assertThat(Path.of(out, "metrics.jsonl")).isRegularFile();
  }

  @Test
  void answersWithTheRecordOfTheRun() throws Exception {
    CliRun run =
        CliRun.of("train", "--config", config, "--out", out, "--seed", "7", "--json").succeeded();

    JsonNode answer = run.json();
    assertThat(answer.at("/backend/name").textValue()).isEqualTo("reference");
    assertThat(answer.at("/backend/version").textValue()).isNotBlank();
    assertThat(answer.get("device").textValue()).isEqualTo("cpu");
    assertThat(answer.get("seed").longValue()).isEqualTo(7);
    assertThat(answer.at("/config/training/seed").longValue()).isEqualTo(7);
    assertThat(answer.at("/config/model/name").textValue()).isEqualTo("tiny");
    assertThat(answer.at("/split/sha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(answer.get("steps").longValue()).isEqualTo(8);
    assertThat(answer.at("/final/testAccuracy").doubleValue()).isBetween(0.0, 1.0);
    assertThat(answer.at("/final/testLoss").doubleValue()).isPositive();
    assertThat(answer.at("/final/trainLoss").doubleValue()).isPositive();
    assertThat(answer.get("imagesPerSecond").doubleValue()).isPositive();
    assertThat(answer.get("directory").textValue()).isEqualTo(out);
    assertThat(answer).isEqualTo(Json.read(Files.readString(Path.of(out, "run.json"))));
    assertThat(run.err()).contains("everything is in " + out);
  }

  @Test
  void optionsAndSettingsChangeTheConfig() throws Exception {
    JsonNode answer =
        CliRun.of(
                "train",
                "--config",
                config,
                "--out",
                out,
                "--json",
                "--device",
                "cpu",
                "--data",
                "sample",
                "--set",
                "data.source.sample.classes=3",
                "--set",
                "data.source.sample.perClass=6",
                "--set",
                "training.steps=2",
                "--set",
                "optimizer.sgd.momentum=0.5")
            .succeeded()
            .json();

    assertThat(answer.at("/config/backend/device").textValue()).isEqualTo("cpu");
    assertThat(answer.at("/config/data/source/sample/perClass").intValue()).isEqualTo(6);
    assertThat(answer.at("/config/optimizer/sgd/momentum").doubleValue()).isEqualTo(0.5);
    assertThat(answer.get("steps").intValue()).isEqualTo(2);
  }

  @Test
  void leavesWhatTensorBoardShows() throws Exception {
    CliRun.of("train", "--config", config, "--out", out).succeeded();

    for (String part : List.of("train", "test")) {
      assertThat(Path.of(out, "tensorboard", part))
          .isDirectoryContaining("glob:**/events.out.tfevents.*");
    }
    Path test = Path.of(out, "tensorboard", "test");
    assertThat(test.resolve("projector_config.pbtxt")).content().contains("globalAvgPool2d_1");
    assertThat(Files.readAllLines(test.resolve("features.tsv")))
        .hasSize(6)
        .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(6));
  }

  @Test
  void leavesNothingForTensorBoardIfItIsSwitchedOff() {
    CliRun.of("train", "--config", config, "--out", out, "--set", "tensorboard=false").succeeded();

    assertThat(Path.of(out, "tensorboard")).doesNotExist();
  }

  @Test
  void aLayerThatIsNotThereIsToldBeforeTraining() {
    CliRun.of("train", "--config", config, "--out", out, "--set", "tensorboard.embedding=conv2d")
        .failed("'tiny' has no layer 'conv2d'", "conv2d_1");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void theProjectorShowsTheLayerThatIsAskedFor() {
    String layer = "tensorboard.embedding=predictions";
    CliRun.of("train", "--config", config, "--out", out, "--set", layer).succeeded();

    assertThat(Path.of(out, "tensorboard/test/projector_config.pbtxt"))
        .content()
        .contains("tensor_name: \"predictions\"", "tensor_shape: 6\n  tensor_shape: 3");
  }

  @Test
  void classesThatDifferAreToldBeforeTraining() {
    CliRun.of("train", "--config", config, "--out", out, "--set", "data.source.sample.classes=4")
        .refused(
            "the network 'tiny' tells 3 classes apart, but the images have 4: buttercup, daisy,",
            "Give its last layer ('predictions') as many units");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void anUnknownBackendIsToldBeforeTheImagesAreRead() {
    CliRun run =
        CliRun.of("train", "--config", config, "--out", out, "--backend", "pytroch")
            .refused("unknown backend 'pytroch'", "Did you mean 'pytorch'?", "pytorch, reference");

    assertThat(run.err()).doesNotContain("reading images");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void allProblemsOfAConfigAreListedAtOnce() throws Exception {
    Files.writeString(
        Path.of(config),
        Files.readString(Path.of(config))
            .replace("\"filters\": 4", "\"fliters\": 4")
            .replace("\"steps\": 8", "\"steps\": \"many\""));

    CliRun run =
        CliRun.of("train", "--config", config, "--json")
            .refused("/model/layers/0/conv2d", "'filters'", "/training/steps", "many");

    JsonNode problems = run.json().at("/error/problems");
    assertThat(problems.findValuesAsText("pointer")).contains("/training/steps");
    assertThat(problems.get(0).has("received")).isTrue();
    assertThat(problems.get(0).has("expected")).isTrue();
    assertThat(problems.get(0).has("nearest")).isTrue();
  }

  @Test
  void aDeviceThatIsNoneIsBadUsage() {
    CliRun.of("train", "--config", config, "--device", "tpu").refused("tpu", "gpu:N");
  }

  @Test
  void dataThatIsNotThereIsBadUsage() {
    CliRun.of("train", "--data", "no/such/folder")
        .refused("no data at 'no/such/folder'", "flowers17", "sub-folder per class");
  }

  @Test
  void warnsBeforeItTrains() {
    CliRun run = CliRun.of("train", "--config", config, "--out", out).succeeded();

    assertThat(run.err())
        .containsSubsequence("warning: moving-statistics-unsettled at ", "training on reference");
  }

  @Test
  void strictRefusesWhatItWarnsOf() throws Exception {
    CliRun run =
        CliRun.of("train", "--config", config, "--out", out, "--strict", "--json")
            .refused("warning: moving-statistics-unsettled", "refused with --strict", "1 warning");

    assertThat(run.json().at("/error/status").intValue()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("reading images");
    assertThat(Path.of(out)).doesNotExist();
    String settled = "model.defaults.batchNorm.momentum=0.6";
    run = CliRun.of("train", "--config", config, "--out", out, "--strict", "--set", settled);
    assertThat(run.succeeded().err()).doesNotContain("warning: ");
  }

  @Test
  void warnsOfAnImageInTwoParts() throws Exception {
    Path images = folder.resolve("images");
    CliRun.of("data", "sample", "--out", images.toString(), "--classes", "3", "--size", "16")
        .succeeded();
    JsonNode split =
        CliRun.of("data", "split", "--data", images.toString(), "--json").succeeded().json();
    Path copy = null;
    Path original = null;
    for (JsonNode image : split.get("images")) {
      Path file = images.resolve(image.get("name").textValue());
      if (image.get("part").textValue().equals("test")) {
        copy = file;
      } else {
        original = file;
      }
    }
    Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
    String settled = "model.defaults.batchNorm.momentum=0.6";
    String[] train = {"train", "--config", config, "--out", out, "--set", settled, "--data"};

    CliRun.of(
            Stream.of(train, new String[] {images.toString(), "--strict"})
                .flatMap(Stream::of)
                .toArray(String[]::new))
        .refused("warning: split-leaks at /data/source", "pixel for pixel: 1 (", "refused with");
    assertThat(Path.of(out)).doesNotExist();
    CliRun.of(
            Stream.of(train, new String[] {images.toString()})
                .flatMap(Stream::of)
                .toArray(String[]::new))
        .succeeded();
  }

  @Test
  void aFolderWithARunIsNotOverwritten() {
    CliRun.of("train", "--config", config, "--out", out).succeeded();

    CliRun.of("train", "--config", config, "--out", out).failed(out, "holds a run already");
  }

  @Test
  void aRunThatIsDoneIsResumedToMoreSteps() {
    CliRun.of("train", "--config", config, "--out", out, "--set", "schedule.constant.rate=0.001")
        .succeeded();

    CliRun again = CliRun.of("train", "--resume", out, "--set", "training.steps=10").succeeded();

    assertThat(again.err()).contains("from step 8 of 10 steps");
    assertThat(again.out()).contains("done: 10 steps");
  }

  @Test
  void aResumedRunStaysItself() {
    CliRun.of("train", "--config", config, "--out", out).succeeded();

    CliRun.of("train", "--resume", out, "--config", config).refused("--resume", "begin a new run");
    CliRun.of("train", "--resume", out, "--out", "other").refused("--resume", "begin a new run");
    CliRun.of("train", "--resume", out, "--seed", "1").failed("seed");
  }

  @Test
  void thereHasToBeARunToResume() {
    CliRun.of("train", "--resume", out).failed(out, "no run");
  }
}
