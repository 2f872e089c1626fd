package io.github.xception.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir private Path folder;

  private final Backend backend = TinyRun.backend();

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void learns() throws IOException {
    TrainingResult result = fit(TinyRun.task("training.steps=60", "training.reportEvery=10"));
    assertThat(result.status()).isEqualTo(RunStatus.DONE);
    assertThat(result.step()).isEqualTo(60);
    assertThat(result.test().orElseThrow().accuracy()).isGreaterThan(0.8);
    List<JsonNode> lines = lines();
    assertThat(lines.get(5).path("loss").doubleValue())
        .isLessThan(0.8 * lines.get(0).path("loss").doubleValue());
    assertThat(result.trainLoss()).hasValue(lastOf(lines, "loss"));
    assertThat(result.test().orElseThrow().loss()).isEqualTo(lastOf(lines, "testLoss"));
  }

  @Test
  void writesALineForEachReportAndEvaluation() throws IOException {
    fit(TinyRun.task());
    List<JsonNode> lines = lines();
    assertThat(steps(lines, "loss")).containsExactly(4L, 8L, 12L, 16L, 20L, 23L);
    assertThat(steps(lines, "testLoss")).containsExactly(10L, 20L, 23L);
    JsonNode report = lines.get(0);
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "step",
            "epoch",
            "loss",
            "crossEntropy",
            "accuracy",
            "learningRate",
            "gradientNorm",
            "imagesPerSecond",
            "feedShare");
    assertThat(report.path("epoch").doubleValue()).isEqualTo(0.8);
    assertThat(report.path("learningRate").doubleValue()).isEqualTo(0.02 * 3 / 5);
    // The L2 term is in the one and not in the other.
    assertThat(report.path("loss").doubleValue())
        .isGreaterThan(report.path("crossEntropy").doubleValue());
    assertThat(report.path("accuracy").doubleValue() * 24)
        .isCloseTo(Math.rint(report.path("accuracy").doubleValue() * 24), within(1e-9));
    assertThat(report.path("feedShare").doubleValue()).isBetween(0.0, 1.0);
  }

  @Test
  void recordsTheRun() throws IOException {
    TrainingTask task = TinyRun.task();
    TrainingResult result = fit(task);
    JsonNode record = Json.read(folder.resolve("run.json"));
    assertThat(record).isEqualTo(Json.parse(Json.line(result.record())));
    assertThat(record.at("/status").asText()).isEqualTo("done");
    assertThat(record.at("/backend/name").asText()).isEqualTo("reference");
    assertThat(record.at("/backend/version").asText()).isEqualTo(backend.info().version());
    assertThat(record.at("/device").asText()).isEqualTo("cpu");
    assertThat(record.at("/seed").asLong()).isEqualTo(7);
    assertThat(record.at("/config")).isEqualTo(Json.resolved(task.config()));
    assertThat(record.at("/split/sha256").asText()).isEqualTo(TinyRun.DATA.split());
    assertThat(record.at("/images/sha256").asText()).isEqualTo(TinyRun.DATA.images());
    assertThat(record.path("xception").asText()).matches("\\d+\\.\\d+.*");
    assertThat(record.at("/steps").asLong()).isEqualTo(23);
    assertThat(record.at("/final/testAccuracy").doubleValue())
        .isEqualTo(result.test().orElseThrow().accuracy());
    assertThat(record.at("/final/testLoss").doubleValue())
        .isEqualTo(result.test().orElseThrow().loss());
    assertThat(record.at("/final/trainLoss").doubleValue())
        .isEqualTo(result.trainLoss().orElseThrow());
    assertThat(record.at("/imagesPerSecond").doubleValue()).isPositive();
    assertThat(record.at("/directory").asText()).isEqualTo(folder.toAbsolutePath().toString());
    assertThat(record.at("/java/version").asText()).isEqualTo(System.getProperty("java.version"));
    assertThat(record.at("/sessions")).hasSize(1);
    RunDirectory directory = RunDirectory.open(folder);
    assertThat(directory.classes()).containsExactly("red", "green", "blue");
    assertThat(directory.config()).isEqualTo(record.at("/config"));
  }

  @Test
  void recordsTheRunBeforeTheFirstStep() throws IOException {
    List<String> status = new ArrayList<>();
    fit(
        TinyRun.task(),
        new TrainingListener() {
          @Override
          public void onStart(RunStart start) {
            try {
              status.add(RunDirectory.open(start.directory()).record().path("status").asText());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    assertThat(status).containsExactly("running");
  }

  @Test
  void keepsTheNewestCheckpoints() throws IOException {
    fit(TinyRun.task());
    try (var names = Files.list(folder.resolve("checkpoints"))) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("step-21", "step-23");
    }
    Checkpoint newest = RunDirectory.open(folder).newestCheckpoint().orElseThrow();
    assertThat(newest.step()).isEqualTo(23);
    assertThat(newest.directory()).isEqualTo(folder.resolve("checkpoints/step-23"));
    assertThat(newest.optimizer().slots().paths()).contains("m/conv/kernel", "v/predictions/bias");
  }

  @Test
  void theNewestCheckpointIsWhatWasEvaluated() throws IOException {
    TrainingTask task = TinyRun.task();
    TrainingResult result = fit(task);
    Checkpoint newest = RunDirectory.open(folder).newestCheckpoint().orElseThrow();
    Evaluation evaluation =
        new Evaluator(backend, task.graph()).evaluate(newest.weights(), TinyRun.TEST);
    assertThat(evaluation.metrics()).isEqualTo(result.test().orElseThrow());
  }

  @Test
  void tellsAListenerAllThatHappens() throws IOException {
    List<String> events = new ArrayList<>();
    fit(
        TinyRun.task("training.steps=5", "training.reportEvery=2", "training.evaluateEvery=4"),
        new TrainingListener() {
          @Override
          public void onStart(RunStart start) {
            events.add("start " + start.step() + " of " + start.steps());
          }

          @Override
          public void onStep(StepReport report) {
            assertThat(report.result().examples()).isEqualTo(6);
            assertThat(report.timing().images()).isEqualTo(6);
            assertThat(report.timing().engineNanos()).isPositive();
            events.add("step " + report.step());
          }

          @Override
          public void onReport(TrainingMetrics metrics) {
            events.add("report " + metrics.step());
          }

          @Override
          public void onEvaluation(long step, Evaluation evaluation) {
            assertThat(evaluation.images()).isEqualTo(13);
            events.add("evaluation " + step);
          }

          @Override
          public void onCheckpoint(long step, Path directory) {
            assertThat(directory.resolve("state.json")).exists();
            events.add("checkpoint " + step);
          }

          @Override
          public void onEnd(TrainingResult result) {
            events.add("end " + result.status());
          }
        });
    assertThat(events)
        .containsExactly(
            "start 0 of 5",
            "step 1",
            "step 2",
            "report 2",
            "step 3",
            "checkpoint 3",
            "step 4",
            "report 4",
            "evaluation 4",
            "step 5",
            "report 5",
            "evaluation 5",
            "checkpoint 5",
            "end done");
  }

  @Test
  void trainsWithoutTestImages() throws IOException {
    TrainingConfig config = TinyRun.config("training.steps=3");
    TrainingResult result =
        fit(
            new TrainingTask(
                Lowering.lower(config.model()),
                config,
                TinyRun.TRAIN,
                Optional.empty(),
                Optional.empty(),
                TinyRun.DATA));
    assertThat(result.status()).isEqualTo(RunStatus.DONE);
    assertThat(result.test()).isEmpty();
    assertThat(result.record().at("/final/testAccuracy").isMissingNode()).isTrue();
  }

  @Test
  void endsWithACheckpointOnRequest() throws IOException {
    List<Long> steps = new ArrayList<>();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            steps.add(report.step());
          }
        };
    TrainingResult result =
        new Trainer(
                backend,
                TinyRun.task(),
                RunDirectory.create(folder),
                counting,
                () -> steps.size() == 5)
            .fit();
    assertThat(result.status()).isEqualTo(RunStatus.STOPPED);
    assertThat(result.step()).isEqualTo(5);
    assertThat(result.test()).isEmpty();
    RunDirectory directory = RunDirectory.open(folder);
    assertThat(directory.newestCheckpoint().orElseThrow().step()).isEqualTo(5);
    assertThat(directory.record().path("status").asText()).isEqualTo("stopped");
    assertThat(directory.record().path("final").isMissingNode()).isTrue();
  }

  @Test
  void aStopBeforeTheFirstStepLeavesNothingToResumeFrom() throws IOException {
    TrainingResult result =
        new Trainer(
                backend,
                TinyRun.task(),
                RunDirectory.create(folder),
                TrainingListener.NONE,
                () -> true)
            .fit();
    assertThat(result.step()).isZero();
    assertThat(RunDirectory.open(folder).newestCheckpoint()).isEmpty();
  }

  @Test
  void stopsInTheStepWhoseLossIsNotFinite() throws IOException {
    TrainingTask task = TinyRun.task();
    TrainingTask poisoned =
        new TrainingTask(
            task.graph(),
            task.config(),
            new PoisonedDataset(4),
            Optional.empty(),
            task.test(),
            TinyRun.DATA);
    assertThatThrownBy(() -> fit(poisoned))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("diverged at step 5: the loss is NaN")
        .hasMessageContaining("a lower learning rate");
    RunDirectory directory = RunDirectory.open(folder);
    assertThat(directory.record().path("status").asText()).isEqualTo("failed");
    assertThat(directory.newestCheckpoint().orElseThrow().step()).isEqualTo(3);
  }

  @Test
  void keepsNoCheckpointWithWeightsThatAreNotFinite() throws IOException {
    TrainingTask diverging =
        TinyRun.task(
            "optimizer={\"sgd\":{}}",
            "schedule={\"constant\":{\"rate\":1000}}",
            "training.checkpointEvery=1");
    assertThatThrownBy(() -> fit(diverging))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("a value of ");
    Checkpoint newest = RunDirectory.open(folder).newestCheckpoint().orElseThrow();
    for (Tensor tensor : newest.weights().asMap().values()) {
      for (float value : tensor.toArray()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void refusesImagesOfOtherClasses() {
    TrainingConfig config = TinyRun.config();
    Graph fourClasses =
        Lowering.lower(
            Specs.parseModel(
                """
                {"name": "four", "input": {"height": 6, "width": 6, "channels": 3},
                 "layers": ["flatten", {"dense": {"units": 4}}]}
                """,
                "four"));
    assertThatThrownBy(
            () ->
                new TrainingTask(
                    fourClasses,
                    config,
                    TinyRun.TRAIN,
                    Optional.empty(),
                    Optional.empty(),
                    TinyRun.DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tells 4 classes apart, but the training images have 3");
  }

  @Test
  void refusesAGraphThatTrainsWhatTheConfigFreezes() {
    TrainingConfig config =
        TinyRun.config("training.fineTune={\"from\": \"a\", \"freeze\": [\"conv\"]}");
    Graph unfrozen = Lowering.lower(config.model());
    assertThatThrownBy(
            () ->
                new TrainingTask(
                    unfrozen,
                    config,
                    TinyRun.TRAIN,
                    Optional.empty(),
                    Optional.empty(),
                    TinyRun.DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give Lowering.lower(config)");
  }

  private TrainingResult fit(TrainingTask task) throws IOException {
    return fit(task, TrainingListener.NONE);
  }

  private TrainingResult fit(TrainingTask task, TrainingListener listener) throws IOException {
    return new Trainer(backend, task, RunDirectory.create(folder), listener, () -> false).fit();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("metrics.jsonl"))) {
      lines.add(Json.parse(line.getBytes(UTF_8)));
    }
    return lines;
  }

  private static List<Long> steps(List<JsonNode> lines, String key) {
    return lines.stream().filter(l -> l.has(key)).map(l -> l.path("step").longValue()).toList();
  }

  private static double lastOf(List<JsonNode> lines, String key) {
    return lines.stream()
        .filter(line -> line.has(key))
        .mapToDouble(line -> line.path(key).doubleValue())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** The images of the tiny run, but one batch has a pixel that is not a number. */
  private record PoisonedDataset(long index) implements Dataset {
    @Override
    public Dataset atSize(int height, int width) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> classes() {
      return TinyRun.TRAIN.classes();
    }

    @Override
    public int size() {
      return TinyRun.TRAIN.size();
    }

    @Override
    public List<Integer> imagesPerClass() {
      return TinyRun.TRAIN.imagesPerClass();
    }

    @Override
    public int batchesPerEpoch() {
      return TinyRun.TRAIN.batchesPerEpoch();
    }

    @Override
    public BatchStream batches(long seed, long first) {
      BatchStream good = TinyRun.TRAIN.batches(seed, first);
      return new BatchStream() {
        private long next = first;

        @Override
        public boolean hasNext() {
          return good.hasNext();
        }

        @Override
        public Batch next() {
          Batch batch = good.next();
          return next++ == index ? poisoned(batch) : batch;
        }

        @Override
        public void close() {
          good.close();
        }
      };
    }

    private static Batch poisoned(Batch batch) {
      float[] pixels = batch.images().toArray();
      pixels[7] = Float.NaN;
      Tensor images = Tensor.of(batch.images().shape(), pixels);
      return new Batch(images, batch.labels(), batch.names(), batch.key());
    }

    @Override
    public BatchStream all() {
      return TinyRun.TRAIN.all();
    }
  }
}
