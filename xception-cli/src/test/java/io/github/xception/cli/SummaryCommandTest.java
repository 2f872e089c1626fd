package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCommandTest {
  @TempDir private Path folder;

  @Test
  void answersWithTheNumbersOfThePaper() throws Exception {
    JsonNode answer = CliRun.of("summary", "xception", "--json").succeeded().json();

    assertThat(answer.get("name").textValue()).isEqualTo("xception");
    assertThat(answer.at("/parameters/total").longValue()).isEqualTo(22_910_480);
    assertThat(answer.at("/parameters/trainable").longValue()).isEqualTo(22_855_952);
    assertThat(answer.get("macs").longValue()).isBetween(8_350_000_000L, 8_370_000_000L);
    JsonNode first = answer.at("/layers/0");
    assertThat(first.get("path").textValue()).isEqualTo("conv_1");
    assertThat(first.get("type").textValue()).isEqualTo("conv2d");
    assertThat(first.get("outputShape")).isEqualTo(Json.read("[149, 149, 32]"));
    assertThat(first.get("parameters").longValue()).isEqualTo(864);
  }

  @Test
  void printsATable() {
    assertThat(CliRun.of("summary", "xception-flowers17").succeeded().out())
        .contains("21,390,393 parameters: 21,335,865 trainable")
        .containsPattern("\\nconv_1 +conv2d +75x75x32 +864 ");
  }

  @Test
  void takesATrainingConfig() throws Exception {
    JsonNode answer = CliRun.of("summary", Tiny.config(folder), "--json").succeeded().json();

    assertThat(answer.get("name").textValue()).isEqualTo("tiny");
  }

  @Test
  void anUnknownPresetGetsASuggestion() {
    CliRun.of("summary", "xceptoin").refused("xceptoin", "Did you mean 'xception'?");
  }

  @Test
  void aMissingFileIsNamed() {
    CliRun.of("summary", "no-such.json").refused("no-such.json");
  }
}
