package io.github.xception.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.backend.Backend;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.StepReport;
import io.github.xception.train.TinyRun;
import io.github.xception.train.Trainer;
import io.github.xception.train.TrainingException;
import io.github.xception.train.TrainingListener;
import io.github.xception.train.TrainingMetrics;
import io.github.xception.train.TrainingTask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardListenerTest {
  @TempDir private Path folder;

  private final Backend backend = TinyRun.backend();

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Path train() {
    return run().resolve("tensorboard/train");
  }

  private Path test() {
    return run().resolve("tensorboard/test");
  }

  private void fit(RunDirectory directory, TrainingTask task, TrainingListener more)
      throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(task)) {
      TrainingListener both = TrainingListener.all(List.of(listener, more));
      new Trainer(backend, task, directory, both, () -> false).fit();
    }
  }

  private void fit(String... overrides) throws IOException {
    fit(RunDirectory.create(run()), TinyRun.task(overrides), TrainingListener.NONE);
  }

  private void resume(String... overrides) throws IOException {
    fit(RunDirectory.open(run()), TinyRun.task(overrides), TrainingListener.NONE);
  }

  /** Lets a step fail before it is counted anywhere. */
  private void cutOffAt(long step) {
    TrainingListener cut =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == step) {
              throw new IllegalStateException("cut off");
            }
          }
        };
    assertThatThrownBy(() -> fit(RunDirectory.create(run()), TinyRun.task(), cut))
        .hasMessage("cut off");
  }

  private static List<EventFiles.Shown> shown(Path folder, String tag) throws IOException {
    return EventFiles.shown(folder).stream().filter(value -> value.tag().equals(tag)).toList();
  }

  private static List<Long> steps(Path folder, String tag) throws IOException {
    return shown(folder, tag).stream().map(EventFiles.Shown::step).toList();
  }

  private static double last(Path folder, String tag) throws IOException {
    List<EventFiles.Shown> values = shown(folder, tag);
    return values.get(values.size() - 1).value().single(2);
  }

  @Test
  void aFileSaysFirstWhichRulesItFollows() throws IOException {
    fit();
    for (Path each : List.of(train(), test())) {
      List<Path> files = EventFiles.in(each);
      assertThat(files).hasSize(1);
      assertThat(files.get(0).getFileName().toString())
          .matches("events\\.out\\.tfevents\\.\\d{10}\\.[A-Za-z0-9._-]+\\.\\d+\\.v2");
      assertThat(EventFiles.events(files.get(0)).get(0).text(3)).isEqualTo("brain.Event:2");
    }
  }

  @Test
  void curvesOfTrainingAndTestHaveOneNameSoThatTheyShareAChart() throws IOException {
    fit();
    JsonNode record = RunDirectory.open(run()).record();
    for (String tag : List.of("metrics/loss", "metrics/cross_entropy", "metrics/accuracy")) {
      assertThat(steps(train(), tag)).as(tag).containsExactly(4L, 8L, 12L, 16L, 20L, 23L);
      assertThat(steps(test(), tag)).as(tag).containsExactly(10L, 20L, 23L);
    }
    assertThat(last(test(), "metrics/loss"))
        .isEqualTo((float) record.at("/final/testLoss").doubleValue());
    assertThat(last(test(), "metrics/accuracy"))
        .isEqualTo((float) record.at("/final/testAccuracy").doubleValue());
    assertThat(last(train(), "metrics/loss"))
        .isEqualTo((float) record.at("/final/trainLoss").doubleValue());
    assertThat(EventFiles.shown(test())).allMatch(value -> value.page().equals("scalars"));
  }

  @Test
  void tellsHowTrainingGoes() throws IOException {
    fit();
    for (String tag : List.of("learning_rate", "images_per_second", "gradient_norm")) {
      assertThat(steps(train(), "training/" + tag))
          .as(tag)
          .containsExactly(4L, 8L, 12L, 16L, 20L, 23L);
    }
    assertThat(last(train(), "training/images_per_second")).isPositive();
    assertThat(last(train(), "training/gradient_norm")).isPositive();
  }

  @Test
  void theWeightNormIsThatOfWhatIsTrained() throws IOException {
    fit();
    double sum = 0;
    for (var weight : RunDirectory.open(run()).checkpoint(23).weights().asMap().entrySet()) {
      if (!weight.getKey().contains("moving")) {
        for (float value : weight.getValue().toArray()) {
          sum += value * value;
        }
      }
    }
    assertThat(last(train(), "training/weight_norm")).isEqualTo((float) Math.sqrt(sum));
    assertThat(steps(train(), "training/weight_norm")).doesNotHaveDuplicates();
  }

  @Test
  void histogramsComeOnRequest() throws IOException {
    fit();
    assertThat(EventFiles.shown(train())).noneMatch(value -> value.page().equals("histograms"));

    resume("training.steps=30", "tensorboard.histograms=true");
    List<EventFiles.Shown> kernels = shown(train(), "conv/kernel");
    assertThat(kernels).isNotEmpty().allMatch(value -> value.page().equals("histograms"));
    Wire histogram = kernels.get(0).value().message(5);
    assertThat(histogram.real(3)).isEqualTo(3 * 3 * 3 * 4);
    assertThat(histogram.doubles(6)).hasSize(30).isSorted().endsWith(histogram.real(2));
    assertThat(DoubleStream.of(histogram.doubles(7)).sum()).isEqualTo(3 * 3 * 3 * 4);
  }

  @Test
  void imagesOfTheFirstBatchAndOfThoseAfterEvaluations() throws IOException {
    fit("tensorboard.images=2");
    assertThat(EventFiles.shown(train()).stream().filter(value -> value.page().equals("images")))
        .extracting(value -> value.tag() + " at " + value.step())
        .containsExactly(
            "training_images/1 at 1",
            "training_images/2 at 1",
            "training_images/1 at 11",
            "training_images/2 at 11",
            "training_images/1 at 21",
            "training_images/2 at 21");
    Wire image = shown(train(), "training_images/2").get(0).value().message(4);
    assertThat(image.number(1)).isEqualTo(6);
    assertThat(image.number(2)).isEqualTo(6);
    assertThat(image.number(3)).isEqualTo(3);
    assertThat(ImageIO.read(new ByteArrayInputStream(image.bytes(4))).getWidth()).isEqualTo(6);
  }

  @Test
  void noImagesIfNoneAreWanted() throws IOException {
    fit("tensorboard.images=0");
    assertThat(EventFiles.shown(train())).noneMatch(value -> value.page().equals("images"));
  }

  @Test
  void showsTheConfigAsItWasResolved() throws IOException {
    fit();
    EventFiles.Shown config = shown(train(), "config").get(0);
    assertThat(config.page()).isEqualTo("text");
    String text = new String(config.value().message(8).bytes(8), StandardCharsets.UTF_8);
    assertThat(text).startsWith("```json\n{").endsWith("}\n```\n");
    JsonNode shown = new ObjectMapper().readTree(text.substring(8, text.length() - 4));
    assertThat(shown).isEqualTo(RunDirectory.open(run()).config());
  }

  @Test
  void aResumedRunShowsNoStepTwice() throws IOException {
    cutOffAt(21);
    // Steps 19 and 20 are known, and come again: the newest checkpoint is of step 18.
    assertThat(steps(train(), "metrics/loss")).contains(20L);
    resume();
    assertThat(EventFiles.in(train())).hasSize(2);
    for (Path each : List.of(train(), test())) {
      Set<String> seen = new HashSet<>();
      assertThat(EventFiles.shown(each))
          .allSatisfy(value -> assertThat(seen.add(value.tag() + value.step())).isTrue());
    }
    assertThat(steps(train(), "metrics/loss")).containsExactly(4L, 8L, 12L, 16L, 20L, 23L);
    assertThat(steps(test(), "metrics/accuracy")).containsExactly(10L, 20L, 23L);
    assertThat(steps(train(), "config")).containsExactly(1L, 19L);
    assertThat(graphs()).isEqualTo(1);
  }

  @Test
  void aRunThatBeginsAgainShowsNothingOfBefore() throws IOException {
    cutOffAt(2);
    resume();
    assertThat(steps(train(), "training_images/1")).containsExactly(1L, 11L, 21L);
    assertThat(steps(train(), "config")).containsExactly(1L);
    assertThat(graphs()).isEqualTo(1);
  }

  private long graphs() throws IOException {
    long graphs = 0;
    for (Path file : EventFiles.in(train())) {
      graphs += EventFiles.events(file).stream().filter(event -> event.has(4)).count();
    }
    return graphs;
  }

  @Test
  void eachReportCanBeReadAtOnce() throws IOException {
    TrainingListener reader =
        new TrainingListener() {
          @Override
          public void onReport(TrainingMetrics metrics) {
            try {
              assertThat(steps(train(), "metrics/loss")).contains(metrics.step());
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };
    fit(RunDirectory.create(run()), TinyRun.task(), reader);
  }

  @Test
  void validationIsARunOfItsOwn() throws IOException {
    TrainingTask task = TinyRun.task();
    TrainingTask validated =
        new TrainingTask(
            task.graph(),
            task.config(),
            task.train(),
            Optional.of(TinyRun.TEST),
            task.test(),
            task.fingerprint());
    fit(RunDirectory.create(run()), validated, TrainingListener.NONE);
    Path validation = run().resolve("tensorboard/validation");
    assertThat(steps(validation, "metrics/accuracy")).containsExactly(10L, 20L, 23L);
    assertThat(last(validation, "metrics/loss")).isEqualTo(last(test(), "metrics/loss"));
  }

  @Test
  void writesNothingIfItIsSwitchedOff() throws IOException {
    fit("tensorboard=false");
    assertThat(run().resolve("tensorboard")).doesNotExist();
  }

  @Test
  void aLayerThatIsNotThereIsToldAtOnce() {
    TrainingTask task = TinyRun.task("tensorboard.embedding=predictons");
    assertThatThrownBy(() -> new TensorBoardListener(task).close())
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("predictions");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectories(run());
    Files.createFile(run().resolve("tensorboard"));
    assertThatThrownBy(this::fit)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("tensorboard");
  }
}
