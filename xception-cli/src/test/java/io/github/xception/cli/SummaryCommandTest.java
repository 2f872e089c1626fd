package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
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
  void warnsOfWhatSpoilsATraining() throws Exception {
    String config = Tiny.config(folder);

    CliRun text = CliRun.of("summary", "--lint", config).succeeded();
    assertThat(text.out())
        .contains("model tiny")
        .contains("warning: moving-statistics-unsettled at /model/layers/1")
        .contains("\n  found: a momentum of 0.99 over 8 steps")
        .contains("\n  why:   at the end 92 %")
        .contains("\n  mend:  lower momentum");
    JsonNode answer = CliRun.of("summary", "--lint", config, "--json").succeeded().json();
    assertThat(answer.get("name").textValue()).isEqualTo("tiny");
    assertThat(answer.get("warnings")).hasSize(1);
    assertThat(answer.at("/warnings/0").propertyStream().map(Map.Entry::getKey))
        .containsExactly("rule", "pointer", "found", "harm", "mend");

    assertThat(CliRun.of("summary", "--strict", config).status()).isEqualTo(2);
    assertThat(CliRun.of("summary", config, "--json").succeeded().json().has("warnings")).isFalse();
    assertThat(CliRun.of("summary", "--strict", "xception-flowers17").succeeded().out())
        .endsWith("no warnings\n");
  }

  @Test
  void takesARecipe() throws Exception {
    JsonNode answer = CliRun.of("summary", "flowers17-article", "--json").succeeded().json();

    assertThat(answer.get("name").textValue()).isEqualTo("xception-flowers17");
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
