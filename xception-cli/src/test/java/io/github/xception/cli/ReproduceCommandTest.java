package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  @TempDir private Path folder;
  private String first;
  private String again;

  @BeforeEach
  void train() throws IOException {
    first = folder.resolve("first").toString();
    again = folder.resolve("again").toString();
    CliRun.of("train", "--config", Tiny.config(folder), "--out", first, "--seed", "7").succeeded();
  }

  @Test
  void aRunOnTheSameMachineIsTheSame() throws IOException {
    CliRun run = CliRun.of("reproduce", first, "--out", again).succeeded();
    assertThat(run.out())
        .contains("reproduced bit for bit: ", " over 8 steps are equal, and the weights are")
        .contains("the new run is in " + again)
        .doesNotContain("differs:");
    assertThat(Path.of(again, "checkpoints/step-8/weights.safetensors"))
        .hasSameBinaryContentAs(Path.of(first, "checkpoints/step-8/weights.safetensors"));
  }

  @Test
  void aNumberThatCameOutOtherwiseIsNamed() throws IOException {
    Path metrics = Path.of(first, "metrics.jsonl");
    String text = Files.readString(metrics);
    Files.writeString(metrics, text.replaceFirst("\"accuracy\":[0-9.]+", "\"accuracy\":0.123"));
    CliRun run = CliRun.of("reproduce", first, "--out", again);
    assertThat(run.status()).isEqualTo(1);
    int step = Json.read(text.lines().findFirst().orElseThrow()).path("step").intValue();
    assertThat(run.out())
        .contains("not the same: ", "first difference: step " + step + ", accuracy: 0.123, now ");
  }

  @Test
  void anotherRunIsNotTheSame() throws Exception {
    CliRun run =
        CliRun.of("reproduce", first, "--out", again, "--set", "training.seed=8", "--json");
    assertThat(run.status()).isEqualTo(1);
    JsonNode answer = run.json();
    assertThat(answer.path("same").booleanValue()).isFalse();
    assertThat(answer.path("weights").doubleValue()).isPositive();
    assertThat(answer.at("/first/relative").doubleValue()).isPositive();
    assertThat(answer.at("/largest/relative").doubleValue())
        .isGreaterThanOrEqualTo(answer.at("/first/relative").doubleValue());
  }

  @Test
  void aToleranceIsASharePerNumber() {
    assertThat(
            CliRun.of(
                    "reproduce",
                    first,
                    "--out",
                    again,
                    "--set",
                    "training.seed=8",
                    "--tolerance",
                    "1000")
                .status())
        .isZero();
    assertThat(CliRun.of("reproduce", first, "--tolerance", "-1").status()).isEqualTo(2);
  }

  @Test
  void stopsAfterAStep() throws Exception {
    JsonNode answer =
        CliRun.of("reproduce", first, "--out", again, "--until", "4", "--json").succeeded().json();
    assertThat(answer.path("same").booleanValue()).isTrue();
    assertThat(answer.path("steps").longValue()).isEqualTo(4);
    assertThat(Path.of(again, "checkpoints/step-4")).isDirectory();
    assertThat(Path.of(again, "checkpoints/step-8")).doesNotExist();
    assertThat(CliRun.of("reproduce", first, "--until", "0").status()).isEqualTo(2);
  }

  @Test
  void whatTheRunsWereDoneWithIsCompared() throws Exception {
    Path record = Path.of(first, "run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst("\"xception\" : \"[^\"]+\"", "\"xception\" : \"0.0.1\"")
            .replaceFirst("\"version\" : \"[0-9.]+[^\"]*\"", "\"version\" : \"17\""));
    assertThat(CliRun.of("reproduce", first, "--out", again).out())
        .contains("differs: xception: 0.0.1, now ");
  }
}
