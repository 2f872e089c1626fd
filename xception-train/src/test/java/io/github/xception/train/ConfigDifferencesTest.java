package io.github.xception.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigDifferencesTest {
  private final JsonNode before = resolved();

  @Test
  void thereAreNoneInTheSameConfig() {
    assertThat(ConfigDifferences.between(before, resolved())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backend={\"name\":\"pytorch\",\"device\":\"gpu\"}",
        "training.reportEvery=1",
        "training.evaluateEvery=1",
        "training.checkpointEvery=1",
        "training.keepCheckpoints=1",
        "training.steps=24",
        "data.workers=5",
        "data.prefetch=5",
        "tensorboard=false",
        "tensorboard.embedding=conv"
      })
  void whatChangesNoNumberIsFree(String override) {
    assertThat(ConfigDifferences.between(before, resolved(override))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.steps=22",
        "training.batch=5",
        "training.seed=6",
        "training.labelSmoothing=0",
        "optimizer=\"adam\"",
        "schedule={\"constant\":{\"rate\":0.1}}",
        "data.source={\"sample\":{\"seed\":1}}",
        "data.source={\"folder\":{\"path\":\"x\"}}",
        "data.split.seed=5",
        "data.augmentation.brightness=3",
        "data.resize=\"nearest\"",
        "model.name=\"other\""
      })
  void whatChangesNumbersIsNot(String override) {
    assertThat(ConfigDifferences.between(before, resolved(override))).isNotEmpty();
  }

  @Test
  void imagesMayMove() {
    assertThat(
            ConfigDifferences.between(
                resolved("data.source={\"folder\":{\"path\":\"a\"}}"),
                resolved("data.source={\"folder\":{\"path\":\"b\"}}")))
        .isEmpty();
    assertThat(
            ConfigDifferences.between(
                resolved("data.source=\"flowers17\""),
                resolved("data.source={\"flowers17\":{\"path\":\"b\"}}")))
        .isEmpty();
  }

  @Test
  void areNamedByPointerWithBothValues() {
    JsonNode now = resolved("training.seed=6", "data.augmentation.crop={}");
    assertThat(ConfigDifferences.between(before, now))
        .contains("/training/seed: was 7, now 6")
        .anyMatch(line -> line.startsWith("/data/augmentation/crop: was absent, now {"));
  }

  @Test
  void reachIntoLists() throws IOException {
    JsonNode one = Json.parse("{\"layers\":[1,{\"a\":2}]}".getBytes(UTF_8));
    JsonNode other = Json.parse("{\"layers\":[1,{\"a\":3}]}".getBytes(UTF_8));
    assertThat(ConfigDifferences.between(one, other))
        .isEqualTo(List.of("/layers/1/a: was 2, now 3"));
  }

  private static JsonNode resolved(String... overrides) {
    try {
      return Json.resolved(TinyRun.config(overrides));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
