package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nearly all recipes at once, and then fine-tuning: on each engine every number of the run is that
 * of the reference, but for rounding.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class RecipesOnEveryEngineIT {
  private static final String MODEL_AND_DATA =
      """
        "model": {
          "name": "small",
          "input": {"height": 16, "width": 16, "scaling": "symmetric"},
          "layers": [
            {"conv2d": {"name": "conv", "filters": 6, "kernel": 3, "stride": 2}},
            {"batchNorm": {"name": "bn", "momentum": 0.8}}, "relu",
            {"separableConv2d": {"name": "sepconv", "filters": 8, "kernel": 3}},
            {"batchNorm": {"name": "sepconv_bn", "momentum": 0.8}}, "relu",
            "globalAvgPool2d", {"dropout": {"keep": 0.8}},
            {"dense": {"name": "predictions", "units": 3}}
          ]
        },
      """;

  private static final String ALL_AT_ONCE =
      """
      {
        %s
        "data": {
          "source": {"sample": {"classes": 3, "perClass": 20, "size": 24}},
          "split": {"validationFraction": 0.2},
          "augmentation": {
            "brightness": 20, "contrast": {"min": 0.8, "max": 1.2},
            "rotation": 15, "saturation": {"min": 0.5, "max": 1.5}, "hue": 20,
            "crop": {}, "mix": {"mixup": {"alpha": 0.4}}
          }
        },
        "training": {
          "batch": 12, "steps": 10, "labelSmoothing": 0.1, "classWeights": {"of": {"daisy": 2}},
          "accumulate": 2, "clipNorm": 0.5, "ema": {"decay": 0.8, "every": 2},
          "progressive": [{"size": 12, "until": 0.4}],
          "earlyStopping": {"patience": 4}, "keepBest": true,
          "reportEvery": 1, "evaluateEvery": 2, "checkpointEvery": 5
        },
        "optimizer": {"sgd": {"weightDecay": {"rate": 0.01, "on": ["sepconv"]}}},
        "schedule": {"oneCycle": {"rate": 0.05, "warmup": 3}},
        "tensorboard": {"enabled": false}
      }
      """
          .formatted(MODEL_AND_DATA);

  private static final String FINE_TUNING =
      """
      {
        %s
        "data": {
          "source": {"sample": {"classes": 3, "perClass": 20, "size": 24, "seed": 1}},
          "augmentation": {"mix": {"cutmix": {}}}
        },
        "training": {
          "batch": 12, "steps": 6, "classWeights": "balanced", "reportEvery": 1,
          "fineTune": {"from": "reference", "newLayers": ["predictions"], "freeze": ["conv", "bn"]}
        },
        "optimizer": {"adamW": {"weightDecay": 0.01}},
        "schedule": {"cosine": {"rate": 0.001, "warmup": 2}},
        "tensorboard": {"enabled": false}
      }
      """
          .formatted(MODEL_AND_DATA);

  @TempDir private static Path folder;

  @BeforeAll
  static void trainOnTheReference() throws Exception {
    Files.writeString(folder.resolve("all.json"), ALL_AT_ONCE);
    Files.writeString(folder.resolve("fine.json"), FINE_TUNING);
    train("all.json", "reference", "reference");
    train("fine.json", "reference", "reference-fine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow", "mxnet"})
  void allAtOnce(String engine) throws Exception {
    train("all.json", engine, engine);
    assertSameNumbers("reference", engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow", "mxnet"})
  void fineTuning(String engine) throws Exception {
    String run = engine + "-fine";
    train("fine.json", engine, run);
    assertSameNumbers("reference-fine", run);
    Path source = folder.resolve("reference/checkpoints");
    long result = RunFiles.read(folder.resolve("reference")).result().get("step").longValue();
    Weights before =
        SafetensorsFile.read(source.resolve("step-" + result + "/average.safetensors")).weights();
    Weights after =
        SafetensorsFile.read(
                folder.resolve(run).resolve("checkpoints/step-6").resolve("weights.safetensors"))
            .weights();
    for (String frozen : List.of("conv/kernel", "bn/gamma", "bn/moving_mean")) {
      assertThat(after.get(frozen).toArray()).as(frozen).isEqualTo(before.get(frozen).toArray());
    }
    assertThat(after.get("predictions/kernel").toArray())
        .isNotEqualTo(before.get("predictions/kernel").toArray());
  }

  private static void assertSameNumbers(String expected, String actual) throws Exception {
    List<JsonNode> wanted = RunFiles.read(folder.resolve(expected)).metrics();
    List<JsonNode> found = RunFiles.read(folder.resolve(actual)).metrics();
    assertThat(found).hasSameSizeAs(wanted);
    List<String> compared = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      for (Map.Entry<String, JsonNode> entry : wanted.get(i).properties()) {
        // An image on the border between two classes counts as a whole one.
        if (!entry.getKey().toLowerCase(Locale.ROOT).contains("accuracy")) {
          double value = entry.getValue().doubleValue();
          assertThat(found.get(i).path(entry.getKey()).doubleValue())
              .as("%s of %s", entry.getKey(), wanted.get(i))
              .isCloseTo(value, within(1e-4 * Math.abs(value)));
          compared.add(entry.getKey());
        }
      }
    }
    assertThat(compared).contains("loss", "crossEntropy", "gradientNorm", "testLoss");
  }

  private static void train(String config, String engine, String out) throws Exception {
    try (Launched launched =
        Launched.in(folder, "train", "--config", config, "--backend", engine, "--out", out)) {
      assertThat(launched.await()).as(launched.err()).isZero();
    }
  }
}
