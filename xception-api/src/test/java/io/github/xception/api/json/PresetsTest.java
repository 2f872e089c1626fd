package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresetsTest {
  @Test
  void eachPresetCanBeLoweredAndItsConfigReadAgain() {
    for (String name : Presets.names()) {
      Graph graph = Lowering.lower(Presets.model(name).orElseThrow());
      assertThat(graph.parameters()).isNotEmpty();
      var config = Presets.training(name).orElseThrow();
      assertThat(Specs.parseTraining(Specs.toJson(config), "again", List.of())).isEqualTo(config);
    }
  }
}
