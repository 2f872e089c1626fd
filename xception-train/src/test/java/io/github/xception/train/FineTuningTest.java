package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that begins with the weights of another. */
class FineTuningTest {
  private static final String SMALLER_STEM = "model.layers.0.conv2d.filters=3";

  @TempDir private Path folder;
  private final Backend backend = TinyRun.backend();
  private LearnedWeights begun;

  @BeforeEach
  void trainSource() throws IOException {
    begun = train("source", TinyRun.task("training.steps=6"));
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private LearnedWeights train(String name, TrainingTask task) throws IOException {
    RunDirectory directory =
        Files.exists(at(name)) ? RunDirectory.open(at(name)) : RunDirectory.create(at(name));
    new Trainer(backend, task, directory, new TrainingListener() {}, () -> false).fit();
    return directory.result().orElseThrow();
  }

  private static TrainingTask task(Path from, String newLayers, String freeze, String... more) {
    String[] overrides = new String[more.length + 2];
    overrides[0] = "training.steps=3";
    overrides[1] =
        "training.fineTune={\"from\": \"%s\", \"newLayers\": %s, \"freeze\": %s}"
            .formatted(from, newLayers, freeze);
    System.arraycopy(more, 0, overrides, 2, more.length);
    return TinyRun.task(overrides);
  }

  private static StartingWeights start(TrainingTask task) throws IOException {
    return StartingWeights.of(task.graph(), task.config().training());
  }

  private static void expectSame(Weights actual, Weights expected, String... paths) {
    for (String path : paths) {
      assertThat(actual.get(path).toArray()).as(path).isEqualTo(expected.get(path).toArray());
    }
  }

  @Test
  void takesWeightsOverButForNewLayers() throws IOException {
    TrainingTask task = task(at("source"), "[\"predictions\"]", "[]");
    StartingWeights start = start(task);
    Weights drawn = InitialWeights.draw(task.graph(), task.config().training().seed());
    expectSame(start.weights(), drawn, "predictions/kernel", "predictions/bias");
    expectSame(
        start.weights(), begun.weights(), "conv/kernel", "bn/gamma", "bn/beta", "bn/moving_mean");
    assertThat(start.weights().paths()).isEqualTo(begun.weights().paths());
    assertThat(start.source().orElseThrow().drawn())
        .containsExactly("predictions/kernel", "predictions/bias");
  }

  @Test
  void findsWeightsInACheckpointAndInAFile() throws IOException {
    Path file = at("weights.safetensors");
    SafetensorsFile.write(file, begun.weights(), Map.of());
    for (Path from : new Path[] {at("source/checkpoints/step-6"), file, at("source")}) {
      StartingWeights start = start(task(from, "[]", "[]"));
      expectSame(start.weights(), begun.weights(), begun.weights().paths().toArray(String[]::new));
    }
  }

  @Test
  void takesTheAverageWhereThereIsOne() throws IOException {
    LearnedWeights averaged =
        train("averaged", TinyRun.task("training.steps=6", "training.ema={\"every\": 2}"));
    StartingWeights start = start(task(at("averaged"), "[]", "[]"));
    expectSame(start.weights(), averaged.weights(), "conv/kernel", "bn/moving_mean");
    assertThat(start.source().orElseThrow().file().getFileName())
        .hasToString("average.safetensors");
  }

  @Test
  void frozenLayersKeepWhatTheyBeganWith() throws IOException {
    Weights trained =
        train("frozen", task(at("source"), "[\"predictions\"]", "[\"conv\", \"bn/**\"]")).weights();
    expectSame(
        trained,
        begun.weights(),
        "conv/kernel",
        "bn/gamma",
        "bn/beta",
        "bn/moving_mean",
        "bn/moving_variance");
    assertThat(trained.get("predictions/kernel").toArray())
        .isNotEqualTo(begun.weights().get("predictions/kernel").toArray());
  }

  @Test
  void theRecordTellsWhereWeightsCameFromAndResumingLeavesThem() throws IOException {
    Path file = at("source/checkpoints/step-6/weights.safetensors");
    String sha256 = FileSeal.of(file).sha256();
    train("tuned", task(at("source"), "[\"predictions/bias\"]", "[]"));
    JsonNode start = RunDirectory.open(at("tuned")).record().path("start");
    assertThat(start.path("weights").asText()).isEqualTo(file.toAbsolutePath().toString());
    assertThat(start.path("sha256").asText()).isEqualTo(sha256);
    assertThat(start.path("drawn"))
        .extracting(JsonNode::asText)
        .containsExactly("predictions/bias");
    // The source is not asked for again.
    Files.move(at("source"), at("moved"));
    train("tuned", task(at("source"), "[\"predictions/bias\"]", "[]", "training.steps=5"));
    JsonNode resumed = RunDirectory.open(at("tuned")).record();
    assertThat(resumed.path("steps").asInt()).isEqualTo(5);
    assertThat(resumed.path("start")).isEqualTo(start);
  }

  @Test
  void whatDoesNotFitIsListed() {
    assertThatThrownBy(() -> start(task(at("source"), "[]", "[]", SMALLER_STEM)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("/training/fineTune/newLayers")
        .hasMessageContaining("'conv/kernel' of 3x3x3x4 in the file; expected 3x3x3x3")
        .hasMessageContaining("add 'conv/kernel' to newLayers")
        .hasMessageContaining("'bn/moving_variance' of 4")
        .hasMessageNotContaining("predictions/bias");
  }

  @Test
  void aMissingSourceIsRefused() throws IOException {
    Files.writeString(at("text.safetensors"), "no tensors");
    Files.createDirectory(at("empty"));
    for (String from : new String[] {"nowhere", "text.safetensors", "empty", "step-3"}) {
      assertThatThrownBy(() -> start(task(at(from), "[]", "[]")))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("/training/fineTune/from")
          .hasMessageContaining(from);
    }
  }

  @Test
  void patternsThatCoverNothingAreRefused() {
    assertThatThrownBy(() -> task(at("source"), "[\"predictons/**\"]", "[\"bnn\"]"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("/training/fineTune/newLayers/0")
        .hasMessageContaining("Did you mean 'predictions'?")
        .hasMessageContaining("/training/fineTune/freeze/0")
        .hasMessageContaining("Did you mean 'bn'?");
    assertThatThrownBy(() -> task(at("source"), "[]", "[\"**\"]"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("some that are left to train");
  }

  @Test
  void classWeightsChangeWhatIsLearned() throws IOException {
    Weights plain = train("plain", TinyRun.task("training.steps=2")).weights();
    String weights = "training.classWeights={\"of\": {\"red\": 3}}";
    Weights weighed = train("weighed", TinyRun.task("training.steps=2", weights)).weights();
    assertThat(weighed.get("conv/kernel").toArray())
        .isNotEqualTo(plain.get("conv/kernel").toArray());
    String wrong = "training.classWeights={\"of\": {\"read\": 3}}";
    assertThatThrownBy(() -> TinyRun.task(wrong))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Did you mean 'red'?");
  }
}
