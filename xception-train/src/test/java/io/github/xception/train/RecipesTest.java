package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recipe asks of the training loop, seen from outside. */
class RecipesTest {
  private static final String PLAIN_MODEL =
      "model={\"name\":\"plain\",\"input\":{\"height\":6,\"width\":6},"
          + "\"layers\":[\"flatten\",{\"dense\":{\"name\":\"predictions\",\"units\":3}}]}";
  private static final String SGD = "optimizer={\"sgd\":{\"momentum\":0}}";
  private static final String RATE_ONE = "schedule={\"constant\":{\"rate\":1}}";
  private static final String[] EVERYTHING = {
    "training.accumulate=2",
    "training.clipNorm=0.5",
    "training.ema={\"decay\":0.9,\"every\":2}",
    "training.progressive=[{\"size\":5,\"until\":0.5}]",
    "training.keepBest=true",
    "training.evaluateEvery=4",
  };

  @TempDir private Path folder;
  private final Backend backend = TinyRun.backend();

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void aBatchInPartsIsTheBatch() throws IOException {
    String[] whole = {PLAIN_MODEL, SGD, RATE_ONE, "training.steps=3"};
    Weights expected = train("whole", TinyRun.task(whole)).weights();
    Weights parts = train("parts", TinyRun.task(with(whole, "training.accumulate=3"))).weights();
    expected
        .asMap()
        .forEach(
            (path, tensor) ->
                assertThat(parts.get(path).toArray())
                    .containsExactly(tensor.toArray(), within(1e-5f)));
    assertThat(metrics("parts", "loss")).isEqualTo(metrics("whole", "loss"));
  }

  @Test
  void partsHaveToBeEqual() {
    assertThatThrownBy(() -> TinyRun.config("training.accumulate=4"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("accumulate to divide batch into equal parts, got 4 and 6");
  }

  @Test
  void gradientsAreLimited() throws IOException {
    String[] free = {PLAIN_MODEL, SGD, RATE_ONE, "training.steps=1", "training.reportEvery=1"};
    train("free", TinyRun.task(free));
    double norm = metrics("free", "gradientNorm").get(0);
    assertThat(stepLength("free")).isCloseTo(norm, within(1e-5 * norm));
    double limit = norm / 3;
    train("limited", TinyRun.task(with(free, "training.clipNorm=" + limit)));
    assertThat(metrics("limited", "gradientNorm").get(0)).isEqualTo(norm);
    assertThat(stepLength("limited")).isCloseTo(limit, within(1e-5 * norm));
  }

  private double stepLength(String name) throws IOException {
    TrainingTask task = TinyRun.task(PLAIN_MODEL);
    Weights first = InitialWeights.draw(task.graph(), task.config().training().seed());
    Weights last = RunDirectory.open(folder.resolve(name)).result().orElseThrow().weights();
    double sum = 0;
    for (Map.Entry<String, Tensor> entry : first.asMap().entrySet()) {
      float[] before = entry.getValue().toArray();
      float[] after = last.get(entry.getKey()).toArray();
      for (int i = 0; i < before.length; i++) {
        sum += Math.pow(after[i] - before[i], 2);
      }
    }
    return Math.sqrt(sum);
  }

  @Test
  void averagesTheWeights() throws IOException {
    Map<Long, float[]> seen = new TreeMap<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onWeights(long step, Weights weights) {
            if (step % 2 == 0) {
              seen.put(step, weights.get("bn/moving_mean").toArray());
            }
          }
        };
    Checkpoint last =
        train(
            "averaged",
            TinyRun.task(
                "training.steps=7",
                "training.evaluateEvery=2",
                "training.ema={\"decay\":0.8,\"every\":2}"),
            listener);
    assertThat(seen.keySet()).containsExactly(2L, 4L, 6L);
    // Weights 0.64², 0.64 and 1 over their sum: an exponential mean without the bias of its start.
    double[] shares = {0.64 * 0.64, 0.64, 1};
    double total = shares[0] + shares[1] + shares[2];
    float[] average = last.average().orElseThrow().get("bn/moving_mean").toArray();
    for (int i = 0; i < average.length; i++) {
      double expected = 0;
      int k = 0;
      for (float[] values : seen.values()) {
        expected += shares[k++] / total * values[i];
      }
      assertThat((double) average[i]).isCloseTo(expected, within(1e-6));
    }
    LearnedWeights learned = RunDirectory.open(folder.resolve("averaged")).result().orElseThrow();
    assertThat(learned.weights().get("bn/moving_mean").toArray()).isEqualTo(average);
    Evaluation again =
        new Evaluator(backend, TinyRun.task().graph()).evaluate(learned.weights(), TinyRun.TEST);
    List<Double> losses = metrics("averaged", "testLoss");
    assertThat(losses.get(losses.size() - 1)).isEqualTo(again.loss());
  }

  @Test
  void trainsAtGrowingSizes() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(long step, Batch batch) {
            sizes.add(batch.images().shape().dim(1));
          }
        };
    Checkpoint last =
        train(
            "growing",
            TinyRun.task("training.steps=5", "training.progressive=[{\"size\":5,\"until\":0.6}]"),
            listener);
    assertThat(sizes).containsExactly(5, 5, 5, 6, 6);
    assertThat(last.optimizer().step()).isEqualTo(5);
  }

  @Test
  void refusesSizesThatChangeTheNetwork() {
    TrainingTask task = TinyRun.task("training.progressive=[{\"size\":4,\"until\":0.6}]");
    assertThatThrownBy(() -> train("refused", task))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("predictions/kernel is 36x3 at its own size and 16x3 at 4")
        .hasMessageContaining("globalAvgPool2d");
    assertThatThrownBy(
            () ->
                TinyRun.config(
                    "training.progressive=[{\"size\":5,\"until\":0.6},{\"size\":6,\"until\":0.6}]"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'until' rising");
  }

  @Test
  void stopsEarly() throws IOException {
    // With a rate this small nothing changes after the first evaluation.
    TrainingTask task =
        TinyRun.validatedTask(
            "schedule={\"constant\":{\"rate\":1e-12}}",
            "training.steps=40",
            "training.evaluateEvery=2",
            "training.earlyStopping={\"patience\":3,\"minDelta\":0.5}");
    Checkpoint last = train("early", task);
    assertThat(last.step()).isEqualTo(8);
    JsonNode record = RunDirectory.open(folder.resolve("early")).record();
    assertThat(record.path("status").asText()).isEqualTo("done");
    assertThat(record.path("steps").asInt()).isEqualTo(8);
    assertThat(record.at("/final/testAccuracy").isNumber()).isTrue();
    assertThat(metrics("early", "validationAccuracy")).hasSize(4);
    TrainingResult again = resume("early", task);
    assertThat(again.step()).isEqualTo(8);
  }

  @Test
  void keepsTheBest() throws IOException {
    TrainingTask task =
        TinyRun.validatedTask(
            "schedule={\"constant\":{\"rate\":0.3}}",
            "training.steps=40",
            "training.evaluateEvery=3",
            "training.checkpointEvery=5",
            "training.keepBest=true");
    Checkpoint result = train("best", task);
    RunDirectory run = RunDirectory.open(folder.resolve("best"));
    List<Double> accuracies = metrics("best", "validationAccuracy");
    List<Double> losses = metrics("best", "validationLoss");
    int best = 0;
    for (int i = 1; i < losses.size(); i++) {
      boolean better =
          accuracies.get(i) > accuracies.get(best)
              || (accuracies.get(i).equals(accuracies.get(best))
                  && losses.get(i) < losses.get(best));
      best = better ? i : best;
    }
    long step = Math.min(40, 3L * (best + 1));
    // Else this would not show that an older one than the newest is kept.
    assertThat(step).isLessThan(30);
    assertThat(result.step()).isEqualTo(step);
    assertThat(run.record().at("/best/step").asLong()).isEqualTo(step);
    assertThat(run.record().at("/final/step").asLong()).isEqualTo(step);
    Evaluation test = new Evaluator(backend, task.graph()).evaluate(result.weights(), TinyRun.TEST);
    assertThat(run.record().at("/final/testLoss").asDouble()).isEqualTo(test.loss());
    assertThat(run.newestCheckpoint().orElseThrow().step()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.keepBest=true", "training.earlyStopping={}"})
  void theTestImagesChooseNothing(String recipe) {
    assertThatThrownBy(() -> TinyRun.task(recipe))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Give data.split.validationFraction");
    assertThatThrownBy(() -> TinyRun.config(recipe, "training.evaluateEvery=0"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("evaluateEvery above 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 11, 12, 13, 20, 22})
  void resumesWithEverythingBitForBit(long step) throws IOException {
    train("alone", TinyRun.validatedTask(EVERYTHING));
    TrainingListener cutOff =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == step) {
              throw new IllegalStateException("cut off");
            }
          }
        };
    assertThatThrownBy(() -> train("cut", TinyRun.validatedTask(EVERYTHING), cutOff))
        .hasMessage("cut off");
    resume("cut", TinyRun.validatedTask(EVERYTHING));
    RunFiles.assertSame(folder.resolve("alone"), folder.resolve("cut"));
  }

  private Checkpoint train(String name, TrainingTask task) throws IOException {
    return train(name, task, TrainingListener.NONE);
  }

  private Checkpoint train(String name, TrainingTask task, TrainingListener listener)
      throws IOException {
    RunDirectory directory = RunDirectory.create(folder.resolve(name));
    new Trainer(backend, task, directory, listener, () -> false).fit();
    return directory.checkpoint(directory.result().orElseThrow().step());
  }

  private TrainingResult resume(String name, TrainingTask task) throws IOException {
    RunDirectory directory = RunDirectory.open(folder.resolve(name));
    return new Trainer(backend, task, directory, TrainingListener.NONE, () -> false).fit();
  }

  private List<Double> metrics(String name, String key) throws IOException {
    List<Double> values = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl"))) {
      JsonNode node = Json.parse(line.getBytes(StandardCharsets.UTF_8));
      if (node.has(key)) {
        values.add(node.path(key).doubleValue());
      }
    }
    return values;
  }

  private static String[] with(String[] some, String more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
