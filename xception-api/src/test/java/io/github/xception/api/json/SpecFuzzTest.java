package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.TrainingConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever a config holds, it is read or refused by a {@link SpecException}. Each build draws other
 * mutations.
 */
class SpecFuzzTest {
  /** Every type of layer, blocks in blocks, repeats, and all that a training config may hold. */
  private static final String MODEL =
      """
      {"name": "all", "input": {"height": 20, "width": 24, "channels": 3, "scaling": "unit"},
       "defaults": {"conv2d": {"kernel": 3}, "maxPool2d": {"size": 2, "stride": 2}},
       "blocks": {
         "a": {"parameters": ["f", "k"], "layers": [
           {"separableConv2d": {"filters": "$f", "kernel": "$k", "multiplier": 2}}, "batchNorm"]},
         "b": {"parameters": ["f"], "layers": [
           {"residual": {"main": [{"use": "a", "with": {"f": "$f", "k": 3}}, "relu"],
             "shortcut": [{"conv2d": {"filters": "$f", "kernel": [1, 1], "padding": 0}}]}}]}},
       "layers": [
         {"conv2d": {"filters": 4, "stride": 2, "bias": true, "initializer": "truncatedNormal"}},
         {"use": "b", "name": "x", "with": {"f": 6}},
         {"repeat": {"times": 2, "name": "r", "layers": [{"use": "b", "with": {"f": 6}}]}},
         {"depthwiseConv2d": {"kernel": [3, 1], "padding": 1, "multiplier": 2}},
         "maxPool2d", {"avgPool2d": {"size": 2, "stride": 1, "padding": "valid"}},
         {"conv2d": {"filters": 6, "groups": 2}}, {"dropout": {"keep": 0.5}}, "flatten",
         {"dense": {"units": 5}}, "softmax"]}
      """;

  private static final String TRAINING =
      """
      {"model": "xception-mini",
       "data": {"source": {"sample": {"classes": 5, "perClass": 10, "size": 32, "seed": 1}},
         "split": {"testFraction": 0.2, "seed": 3}, "resize": "nearest", "onBadImage": "skip",
         "augmentation": {"flip": true, "brightness": 10, "contrast": {"min": 0.5, "max": 1.5},
           "per": "batch", "crop": {"area": {"min": 0.5, "max": 1}}},
         "workers": 2, "prefetch": 3},
       "training": {"batch": 8, "steps": 10, "seed": 7, "labelSmoothing": 0.1, "reportEvery": 5},
       "optimizer": {"adamW": {"beta1": 0.9, "weightDecay": 0.05}},
       "schedule": {"exponential": {"rate": 0.01, "factor": 0.5, "every": 3}},
       "backend": {"name": "reference", "device": "cpu", "threads": 1}}
      """;

  private static final List<String> MODELS =
      List.of(MODEL, Specs.toJson(Presets.model("xception-mini").orElseThrow()));
  private static final List<String> PRESETS =
      Presets.names().stream()
          .map(name -> Specs.toJson(Presets.model(name).orElseThrow()))
          .toList();
  private static final List<String> CONFIGS =
      List.of(
          TRAINING,
          TRAINING.replace("\"xception-mini\"", MODEL),
          Specs.toJson(Presets.training("xception-mini").orElseThrow()));

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void mutatedModels(@ForAll long seed) {
    Random random = new Random(seed);
    // The large ones are many times slower, and are the same to a reader.
    List<String> bases = random.nextInt(100) == 0 ? PRESETS : MODELS;
    String json = Mutations.mutate(bases.get(random.nextInt(bases.size())), random);
    refusedOrRead(() -> Specs.parseModel(json, "fuzz"), SpecFuzzTest::survives);
  }

  @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
  void mutatedConfigs(@ForAll long seed) {
    Random random = new Random(seed);
    String json = Mutations.mutate(CONFIGS.get(random.nextInt(CONFIGS.size())), random);
    refusedOrRead(() -> Specs.parseTraining(json, "fuzz", List.of()), SpecFuzzTest::survives);
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void overrides(@ForAll long seed) {
    Random random = new Random(seed);
    String json = CONFIGS.get(random.nextInt(CONFIGS.size()));
    JsonNode tree = JsonText.parse(json, "fuzz");
    List<String> overrides =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(i -> Mutations.override(tree, random))
            .toList();
    refusedOrRead(() -> Specs.parseTraining(json, "fuzz", overrides), SpecFuzzTest::survives);
  }

  @Property(tries = 6_000, shrinking = ShrinkingMode.OFF)
  void mutatedBytes(@ForAll long seed) {
    Random random = new Random(seed);
    boolean model = random.nextBoolean();
    List<String> bases = model ? MODELS : CONFIGS;
    byte[] bytes = bases.get(random.nextInt(bases.size())).getBytes(StandardCharsets.UTF_8);
    byte[] mutated = Mutations.mutate(bytes, random);
    if (model) {
      refusedOrRead(
          () -> Specs.model(JsonText.parse(mutated, "fuzz"), "fuzz"), SpecFuzzTest::survives);
    } else {
      refusedOrRead(
          () ->
              ConfigLoader.load(
                  JsonText.parse(mutated, "fuzz"), "fuzz", Optional.empty(), List.of()),
          SpecFuzzTest::survives);
    }
  }

  private static <T> void refusedOrRead(Supplier<T> reader, Consumer<T> whenRead) {
    T read;
    try {
      read = reader.get();
    } catch (SpecException e) {
      assertThat(e.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(SpecException.MOST_PROBLEMS);
      for (Problem problem : e.problems()) {
        assertThat(problem.received()).isNotEmpty().doesNotContain("\n");
        assertThat(problem.expected()).isNotEmpty();
      }
      count("refused");
      return;
    }
    whenRead.accept(read);
    count("read");
  }

  /** Sees to it that both ways out are taken often. */
  private static void count(String wayOut) {
    Statistics.collect(wayOut);
    Statistics.coverage(
        coverage -> {
          coverage.check("read").percentage(share -> share > 0.5);
          coverage.check("refused").percentage(share -> share > 20);
        });
  }

  /** A model that was read can be lowered, written and read again. */
  private static void survives(ModelSpec model) {
    assertThat(Lowering.lower(model).nodes()).isNotEmpty();
    assertThat(Specs.parseModel(Specs.toJson(model), "again")).isEqualTo(model);
  }

  private static void survives(TrainingConfig config) {
    assertThat(Specs.parseTraining(Specs.toJson(config), "again", List.of())).isEqualTo(config);
  }
}
