package io.github.xception.cli.end;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Engines held against each other, right ones and wrong ones. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class ParityIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CONFIG =
      """
      {
        "model": {
          "name": "tiny",
          "input": {"height": 12, "width": 12, "channels": 3, "scaling": "symmetric"},
          "layers": [
            {"conv2d": {"filters": 4, "kernel": 3, "stride": 2}}, "batchNorm", "relu",
            {"separableConv2d": {"filters": 6, "kernel": 3}}, "batchNorm",
            {"relu": {"name": "broken_relu"}},
            {"conv2d": {"name": "broken_conv", "filters": 6, "kernel": 3, "stride": 2}}, "relu",
            "globalAvgPool2d",
            {"dropout": {"name": "dropped", "keep": 0.5}},
            {"dense": {"name": "predictions", "units": 4}}
          ]
        },
        "data": {"source": {"sample": {"classes": 3, "perClass": 10, "size": 16}}},
        "training": {"batch": 6, "labelSmoothing": 0.1},
        "optimizer": {"sgd": {"momentum": 0.9}},
        "schedule": {"constant": {"rate": 0.05}}
      }
      """;

  @TempDir private Path folder;
  private Map<String, String> environment;

  @BeforeEach
  void prepare() throws Exception {
    Files.writeString(folder.resolve("tiny.json"), CONFIG);
    environment =
        MoreBackends.of(
            folder,
            AlteredReference.IdentityForRelu.class.getName(),
            AlteredReference.ShiftedPadding.class.getName(),
            AlteredReference.TrainsWithoutDropout.class.getName(),
            AlteredReference.ForwardOnly.class.getName(),
            AlteredReference.Hanging.class.getName(),
            HaltingProvider.class.getName(),
            RefusingProvider.class.getName());
  }

  private Launched parity(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("parity", "--config", "tiny.json"));
    arguments.addAll(List.of(options));
    return Launched.in(folder, environment, arguments.toArray(String[]::new));
  }

  @Test
  void enginesThatAgreeAreWithinTheBounds() throws Exception {
    try (Launched launched =
        parity(
            "--backends",
            "reference,pytorch",
            "--steps",
            "3",
            "--images",
            "8",
            "--json",
            "--html",
            "r.html")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      JsonNode answer = MAPPER.readTree(launched.out());

      assertThat(answer.get("withinBounds").booleanValue()).isTrue();
      assertThat(answer.get("broken")).isEmpty();
      assertThat(answer.get("against").textValue()).isEqualTo("reference");
      assertThat(answer.get("backends").findValuesAsText("name"))
          .containsExactly("reference", "pytorch");
      assertThat(answer.at("/backends/1/engine").textValue()).isEqualTo("PyTorch");
      assertThat(answer.at("/backends/1/version").textValue()).isNotBlank();
      assertThat(answer.at("/backends/1/device").textValue()).isNotBlank();
      assertThat(answer.at("/config/model/name").textValue()).isEqualTo("tiny");
      assertThat(answer.get("seed").intValue()).isZero();

      // Two engines never agree in every bit: a difference of 0 would be one that nobody took.
      assertThat(answer.at("/forward/maxRelative").doubleValue()).isBetween(1e-12, 1e-4);
      assertThat(answer.at("/forward/maxAbsolute").doubleValue()).isPositive();
      assertThat(answer.at("/forward/firstDivergence").isNull()).isTrue();
      assertThat(answer.at("/forward/images").intValue()).isEqualTo(8);
      assertThat(answer.get("layers").findValuesAsText("path"))
          .hasSize(12)
          .contains("broken_relu", "broken_conv", "predictions");
      assertThat(answer.at("/layers/0/backends/pytorch/maxRelative").isNumber()).isTrue();

      assertThat(answer.get("training").findValuesAsText("step")).containsExactly("1", "2", "3");
      for (JsonNode step : answer.get("training")) {
        double loss = step.at("/loss/reference").doubleValue();
        assertThat(loss).isPositive();
        assertThat(step.get("maxRelative").doubleValue())
            .isEqualTo(Math.abs(step.at("/loss/pytorch").doubleValue() - loss) / loss);
        assertThat(step.get("allowed").doubleValue()).isEqualTo(1e-3);
        assertThat(step.get("rounding").doubleValue()).isBetween(1e-12, 1e-4);
        assertThat(step.at("/gradientNorm/reference").doubleValue()).isPositive();
        assertThat(step.at("/gradientNorm/pytorch").doubleValue()).isPositive();
        assertThat(step.at("/weights/pytorch/trainable/maxRelative").doubleValue())
            .isBetween(1e-12, 1e-3);
        assertThat(step.at("/weights/pytorch/statistics/path").textValue()).contains("moving_");
      }
      assertThat(answer.at("/training/0/loss")).isNotEqualTo(answer.at("/training/2/loss"));
    }
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains(
            "<svg",
            "<polyline",
            "relative difference of the loss",
            "tiny: pytorch against reference")
        .doesNotContain("http:", "https:", "<script", "<link", " src=");
    assertNothingIsLeft();
  }

  @Test
  void aReluThatIsNoneIsNamed() throws Exception {
    assertThat(firstDivergence("identity-for-relu")).isEqualTo("broken_relu");
  }

  @Test
  void paddingThatIsShiftedIsNamed() throws Exception {
    assertThat(firstDivergence("shifted-padding")).isEqualTo("broken_conv");
  }

  private String firstDivergence(String backend) throws Exception {
    try (Launched launched =
        parity("--backends", "reference," + backend, "--steps", "0", "--json")) {
      assertThat(launched.await()).as(launched.err()).isEqualTo(1);
      JsonNode answer = MAPPER.readTree(launched.out());
      String path = answer.at("/forward/firstDivergence").textValue();
      assertThat(launched.err()).contains("first layer that diverges is " + path);
      assertThat(answer.get("withinBounds").booleanValue()).isFalse();
      assertThat(answer.get("training")).isEmpty();
      return path;
    }
  }

  @Test
  void whatGoesWrongInTrainingOnlyIsFound() throws Exception {
    try (Launched launched =
        parity("--backends", "trains-without-dropout", "--against", "reference")) {
      assertThat(launched.await()).as(launched.err()).isEqualTo(1);
      assertThat(launched.out())
          .contains("trains-without-dropout", "a bound is broken")
          .doesNotContain("first layer");
      assertThat(launched.err())
          .contains("trains-without-dropout: the loss of training step 1 differs by ");
    }
  }

  @Test
  void aBackendThatDoesNotTrainIsComparedInInferenceOnly() throws Exception {
    try (Launched launched = parity("--backends", "reference,forward-only")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      assertThat(launched.out())
          .contains(
              "no values of inner layers, no training",
              "prediction on forward-only: absolute 0, relative 0",
              "within bounds: inference 0 (bound 1.0e-04)\n")
          .doesNotContain("STEP");
    }
  }

  /** It has inner layers all the same, and those of the network as it is: with normalizations. */
  @Test
  void onnxRuntimeIsComparedLayerByLayerInInference() throws Exception {
    try (Launched launched = parity("--backends", "reference,onnxruntime", "--json")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      assertThat(launched.err()).contains("onnxruntime does not train");
      JsonNode answer = MAPPER.readTree(launched.out());
      assertThat(answer.get("layers").findValuesAsText("path"))
          .hasSize(12)
          .contains("batchNorm_1", "broken_conv");
      assertThat(answer.at("/layers/0/backends/onnxruntime/maxRelative").isNumber()).isTrue();
      assertThat(answer.at("/forward/maxRelative").doubleValue()).isBetween(1e-12, 1e-4);
      assertThat(answer.get("training")).isEmpty();
    }
  }

  @Test
  void aBackendThatEndsItsProcessIsNamedWithItsLastWords() throws Exception {
    try (Launched launched = parity("--backends", "reference,halting")) {
      assertThat(launched.await()).isEqualTo(1);
      assertThat(launched.out()).isEmpty();
      assertThat(launched.err())
          .contains(
              "backend 'halting' ended its process at 'open' with status 77",
              "  this engine is broken")
          .doesNotContain("\tat ");
    }
    assertNothingIsLeft();
  }

  @Test
  void aBackendThatHangsIsEnded() throws Exception {
    try (Launched launched = parity("--backends", "hanging,reference", "--timeout", "1")) {
      assertThat(launched.await()).isEqualTo(1);
      assertThat(launched.err())
          .contains("backend 'hanging' did not answer 'open' within 1 seconds");
    }
    assertNothingIsLeft();
  }

  @Test
  void ctrlCEndsTheEngines() throws Exception {
    try (Launched launched = parity("--backends", "hanging,reference")) {
      launched.awaitLine("starting hanging, reference");
      List<ProcessHandle> engines = launched.children();
      assertThat(engines).hasSize(2);

      assertThat(launched.signal("INT").await()).isEqualTo(130);

      assertThat(engines).noneMatch(ProcessHandle::isAlive);
    }
    assertNothingIsLeft();
  }

  @Test
  void aBackendThatDoesNotStartIsAnErrorIfItWasNamed() throws Exception {
    try (Launched launched = parity("--backends", "reference,refusing")) {
      assertThat(launched.await()).isEqualTo(1);
      assertThat(launched.err())
          .contains("backend 'refusing' failed at 'open': there is no such library");
    }
  }

  @Test
  void theStepsAreThoseOfATraining() throws Exception {
    String[] settings = {
      "--config", "tiny.json", "--seed", "3", "--set", "data.source.sample.classes=4"
    };
    List<String> train = new ArrayList<>(List.of("train", "--backend", "reference"));
    train.addAll(List.of(settings));
    train.addAll(
        List.of("--set", "training.steps=3", "--set", "training.reportEvery=1", "--out", "run"));
    try (Launched trained = Launched.in(folder, train.toArray(String[]::new))) {
      assertThat(trained.await()).as(trained.err()).isZero();
    }
    List<Double> losses = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("run/metrics.jsonl"))) {
      JsonNode metrics = MAPPER.readTree(line);
      if (metrics.has("learningRate")) {
        losses.add(metrics.get("loss").doubleValue());
      }
    }

    List<String> parity = new ArrayList<>(List.of("parity", "--backends", "reference,pytorch"));
    parity.addAll(List.of(settings));
    parity.addAll(List.of("--steps", "3", "--json"));
    try (Launched launched = Launched.in(folder, environment, parity.toArray(String[]::new))) {
      assertThat(launched.await()).as(launched.err()).isZero();
      assertThat(
              MAPPER
                  .readTree(launched.out())
                  .get("training")
                  .valueStream()
                  .map(step -> step.at("/loss/reference").doubleValue()))
          .isEqualTo(losses);
    }
  }

  @Test
  void theWeightsOfARunCanBeCompared() throws Exception {
    try (Launched trained =
        Launched.in(
            folder,
            "train",
            "--config",
            "tiny.json",
            "--backend",
            "reference",
            "--set",
            "training.steps=2",
            "--set",
            "data.source.sample.classes=4",
            "--out",
            "run")) {
      assertThat(trained.await()).as(trained.err()).isZero();
    }
    try (Launched launched =
        Launched.in(
            folder,
            environment,
            "parity",
            "--model",
            "run",
            "--backends",
            "reference,forward-only",
            "--json")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      assertThat(MAPPER.readTree(launched.out()).get("weights").textValue())
          .isEqualTo("weights of run after 2 steps");
    }
  }

  /** Checks that the temporary folders are gone. */
  private void assertNothingIsLeft() {
    assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("xception-"));
  }
}
