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

/**
 * Engines timed, and one that computes something else. What is fast and what is slow is not asked.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class BenchIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;
  private Map<String, String> environment;

  @BeforeEach
  void prepare() throws Exception {
    environment = MoreBackends.of(folder, AlteredReference.IdentityForRelu.class.getName());
  }

  private Launched bench(String model, String... options) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bench",
                "--models",
                model,
                "--threads",
                "1",
                "--rounds",
                "1",
                "--iterations",
                "3",
                "--seconds",
                "0.1",
                "--out",
                "out",
                "--json"));
    arguments.addAll(List.of(options));
    return Launched.in(folder, environment, arguments.toArray(String[]::new));
  }

  @Test
  void timesEnginesAndDirectCode() throws Exception {
    try (Launched launched =
        bench(
            "xception-mini",
            "--backends",
            "pytorch,reference",
            "--direct",
            "--mode",
            "training",
            "--batch",
            "4")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      JsonNode answer = MAPPER.readTree(launched.out());
      assertThat(answer.get("results").findValuesAsText("backend"))
          .containsExactly("pytorch", "direct-pytorch", "reference");
      for (JsonNode result : answer.get("results")) {
        assertThat(result.get("mode").textValue()).isEqualTo("training");
        assertThat(result.get("batch").intValue()).isEqualTo(4);
        assertThat(result.get("imagesPerSecond").doubleValue()).isPositive();
        assertThat(result.at("/interval/high").doubleValue()).isPositive();
        assertThat(result.get("peakResidentBytes").longValue()).isGreaterThan(1 << 24);
        assertThat(result.get("shareOfLimit").doubleValue()).isPositive();
        assertThat(result.get("feedShare").doubleValue()).isPositive();
        assertThat(result.get("busyCores").doubleValue()).isPositive();
        assertThat(result.get("rounds")).hasSize(1);
        assertThat(result.at("/rounds/0")).hasSize(3);
      }
      assertThat(answer.at("/results/1/parity/difference").doubleValue()).isLessThan(1e-3);
      assertThat(answer.at("/machine/limit/gflops").doubleValue()).isPositive();
      assertThat(answer.at("/ratios/0/to").textValue()).isEqualTo("direct-pytorch");
      assertThat(answer.at("/ratios/0/median").doubleValue()).isPositive();
      assertThat(MAPPER.readTree(folder.resolve("out/bench.json").toFile())).isEqualTo(answer);
    }
    assertThat(folder.resolve("out/bench.md")).content().contains("direct-pytorch");
    assertThat(folder.resolve("out/bench.html")).content().contains("<svg");
    assertNothingIsLeft();
  }

  private void writeSmallNetwork() throws Exception {
    Files.writeString(
        folder.resolve("small.json"),
        """
        {
          "name": "small",
          "input": {"height": 12, "width": 12, "channels": 3, "scaling": "symmetric"},
          "layers": [
            {"conv2d": {"filters": 4, "kernel": 3}}, {"relu": {"name": "broken_relu"}},
            "globalAvgPool2d", {"dense": {"name": "predictions", "units": 3}}
          ]
        }
        """);
  }

  @Test
  void whoDoesNotTrainIsTimedInInference() throws Exception {
    writeSmallNetwork();
    try (Launched launched =
        bench("small.json", "--backends", "reference,onnxruntime", "--batch", "1")) {
      assertThat(launched.await()).as(launched.err()).isZero();
      JsonNode answer = MAPPER.readTree(launched.out());
      assertThat(
              answer
                  .get("results")
                  .valueStream()
                  .map(
                      each -> each.get("backend").textValue() + " " + each.get("mode").textValue()))
          .containsExactly("reference inference", "onnxruntime inference", "reference training");
      assertThat(answer.get("leftOut")).hasSize(1);
      assertThat(answer.at("/leftOut/0/backend").textValue()).isEqualTo("onnxruntime");
      assertThat(answer.at("/leftOut/0/kind").textValue()).isEqualTo("lacking");
      assertThat(answer.at("/leftOut/0/reason").textValue()).contains("does not support TRAINING");
    }
    try (Launched launched =
        bench("small.json", "--backends", "onnxruntime", "--mode", "training", "--batch", "1")) {
      assertThat(launched.await()).as("an engine that was named and did nothing").isEqualTo(1);
    }
  }

  @Test
  void whoComputesSomethingElseIsNotTimed() throws Exception {
    writeSmallNetwork();
    try (Launched launched =
        bench(
            "small.json",
            "--backends",
            "reference,identity-for-relu",
            "--mode",
            "inference",
            "--batch",
            "1")) {
      assertThat(launched.await()).as(launched.err()).isEqualTo(1);
      JsonNode answer = MAPPER.readTree(launched.out());
      assertThat(answer.get("results").findValuesAsText("backend")).containsExactly("reference");
      assertThat(answer.at("/leftOut/0/backend").textValue()).isEqualTo("identity-for-relu");
      assertThat(answer.at("/leftOut/0/kind").textValue()).isEqualTo("different");
      assertThat(answer.at("/leftOut/0/reason").textValue())
          .contains("computes something else than 'reference'", "logits: off by");
      assertThat(launched.err()).contains("identity-for-relu: it computes something else");
      assertThat(answer.at("/results/0/latencyMillis/p99").doubleValue()).isPositive();
      assertThat(answer.at("/startUp/0/coldSeconds").doubleValue()).isPositive();
      assertThat(answer.at("/startUp/0/warmSeconds").doubleValue()).isPositive();
    }
    assertNothingIsLeft();
  }

  @Test
  void trainsUntilTheNetworkIsRightOftenEnough() throws Exception {
    Files.writeString(
        folder.resolve("tiny.json"),
        """
        {
          "model": {
            "name": "tiny",
            "input": {"height": 12, "width": 12, "channels": 3, "scaling": "symmetric"},
            "layers": [
              {"conv2d": {"filters": 4, "kernel": 3, "stride": 2}}, "relu",
              "globalAvgPool2d", {"dense": {"name": "predictions", "units": 3}}
            ]
          },
          "data": {"source": {"sample": {"classes": 3, "perClass": 10, "size": 16}}},
          "training": {"batch": 6, "steps": 4, "evaluateEvery": 2}
        }
        """);
    try (Launched launched =
        Launched.in(
            folder,
            environment,
            "bench",
            "--until",
            "0.01",
            "--config",
            "tiny.json",
            "--backends",
            "reference",
            "--json")) {
      int status = launched.await();
      JsonNode run = MAPPER.readTree(launched.out()).at("/results/0");
      assertThat(run.get("backend").textValue()).isEqualTo("reference");
      assertThat(run.get("error").isNull()).as(launched.err()).isTrue();
      assertThat(run.get("seconds").doubleValue()).isPositive();
      assertThat(run.get("images").longValue()).isEqualTo(6 * run.get("steps").longValue());
      boolean reached = run.get("reached").booleanValue();
      assertThat(run.get("testAccuracy").doubleValue() >= 0.01).isEqualTo(reached);
      assertThat(status).isEqualTo(reached ? 0 : 1);
    }
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws Exception {
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("xception-"));
    }
  }
}
