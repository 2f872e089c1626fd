package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
  @TempDir private Path folder;
  private Path root;
  private CheckpointStore store;

  @BeforeEach
  void makeStore() {
    root = folder.resolve("checkpoints");
    store = new CheckpointStore(root);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    RunState state =
        new RunState(
            12,
            new MetricSums(48, 0.1 + 0.2, 1e-300, 7),
            OptionalDouble.of(1.0 / 3),
            Optional.of(new TestMetrics(2.0 / 3, 0.1)),
            Optional.of(new Best(7, new TestMetrics(1.0 / 7, 0.9), 3)),
            new StepTiming(384, 123, 45));
    Path directory =
        store.write(
            weights(12), new OptimizerState(12, slots(12)), Optional.of(weights(-1)), state);
    assertThat(directory).isEqualTo(root.resolve("step-12"));
    CheckpointStore.Stored stored = store.newest().orElseThrow();
    assertThat(stored.state()).isEqualTo(state);
    assertThat(stored.checkpoint().step()).isEqualTo(12);
    assertThat(stored.checkpoint().weights().get("a").toArray()).containsExactly(12, 1);
    assertThat(stored.checkpoint().optimizer().slots().get("m/a").toArray())
        .containsExactly(-12, 1);
    assertThat(stored.checkpoint().average().orElseThrow().get("a").toArray())
        .containsExactly(-1, 1);
    LearnedWeights learned = store.newestLearned().orElseThrow();
    assertThat(learned.step()).isEqualTo(12);
    assertThat(learned.averaged()).isTrue();
    assertThat(learned.file()).isEqualTo(directory.resolve("average.safetensors"));
    assertThat(learned.weights().get("a").toArray()).containsExactly(-1, 1);
  }

  @Test
  void givesLearnedWeightsWithoutReadingAnythingElse() throws IOException {
    Path directory = write(2);
    Files.delete(directory.resolve("optimizer.safetensors"));
    for (LearnedWeights learned :
        List.of(store.newestLearned().orElseThrow(), store.learnedAt(2))) {
      assertThat(learned.step()).isEqualTo(2);
      assertThat(learned.averaged()).isFalse();
      assertThat(learned.file()).isEqualTo(directory.resolve("weights.safetensors"));
      assertThat(learned.weights().get("a").toArray()).containsExactly(2, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "state.json"})
  void givesNoLearnedWeightsThatAreDamaged(String name) throws IOException {
    write(1);
    Path file = write(2).resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 4;
    Files.write(file, bytes);
    assertThat(store.newestLearned().orElseThrow().step()).isEqualTo(1);
    assertThatThrownBy(() -> store.learnedAt(2))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void keepsWhatIsAbsentAbsent() throws IOException {
    write(0);
    assertThat(store.newest().orElseThrow().state()).isEqualTo(RunState.START);
  }

  @Test
  void isEmptyBeforeTheFirst() throws IOException {
    assertThat(store.newest()).isEmpty();
    Files.createDirectory(root);
    assertThat(store.newest()).isEmpty();
  }

  @Test
  void comparesStepsAsNumbers() throws IOException {
    write(9);
    write(10);
    assertThat(newestStep()).isEqualTo(10);
  }

  @Test
  void prunesTheOldestButTheBest() throws IOException {
    for (long step : new long[] {2, 9, 10, 100}) {
      write(step);
    }
    store.keepNewest(2, OptionalLong.of(2));
    assertThat(names()).containsExactlyInAnyOrder("step-2", "step-10", "step-100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors", "state.json"})
  void passesOverOneWithoutAFile(String name) throws IOException {
    write(1);
    Files.delete(write(2).resolve(name));
    assertThat(newestStep()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors", "state.json"})
  void passesOverOneWithAShortFile(String name) throws IOException {
    write(1);
    Path file = write(2).resolve(name);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));
    assertThat(newestStep()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "optimizer.safetensors"})
  void passesOverOneWithAFlippedBit(String name) throws IOException {
    write(1);
    Path file = write(2).resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 4;
    Files.write(file, bytes);
    assertThat(newestStep()).isEqualTo(1);
  }

  @Test
  void passesOverOneOfAnotherStep() throws IOException {
    write(1);
    Files.move(write(2), root.resolve("step-3"));
    assertThat(newestStep()).isEqualTo(1);
  }

  @Test
  void saysWhenNoneIsWhole() throws IOException {
    Files.delete(write(1).resolve("state.json"));
    Files.delete(write(2).resolve("state.json"));
    assertThatThrownBy(store::newest)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("all 2 checkpoints in " + root + " are damaged");
  }

  @Test
  void putsLaterOnesAsideAndClearsUp() throws IOException {
    write(1);
    write(2);
    Files.createDirectory(root.resolve(".step-3.tmp"));
    Files.writeString(root.resolve(".step-3.tmp/state.json"), "{");
    store.continueAfter(1);
    assertThat(names()).containsExactlyInAnyOrder("step-1", "step-2.damaged");
    write(2);
    assertThat(newestStep()).isEqualTo(2);
  }

  @Test
  void ignoresWhatIsNoCheckpoint() throws IOException {
    write(1);
    Files.createDirectory(root.resolve("step-x"));
    Files.createDirectory(root.resolve("step-99999999999999999999"));
    Files.createDirectory(root.resolve("my-step-7"));
    assertThat(newestStep()).isEqualTo(1);
    store.continueAfter(0);
    assertThat(names()).contains("step-x", "my-step-7");
  }

  private Path write(long step) throws IOException {
    RunState state =
        new RunState(
            step,
            MetricSums.NONE,
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            StepTiming.NONE);
    return store.write(
        weights(step), new OptimizerState(step, slots(step)), Optional.empty(), state);
  }

  private static Weights weights(long step) {
    return Weights.of(Map.of("a", Tensor.of(Shape.of(2), (float) step, 1)));
  }

  private static Weights slots(long step) {
    return Weights.of(Map.of("m/a", Tensor.of(Shape.of(2), (float) -step, 1)));
  }

  private long newestStep() throws IOException {
    return store.newest().orElseThrow().checkpoint().step();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(root)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
