package io.github.xception.api.json;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import java.util.List;

/** Reads specs that are wrong on purpose. */
final class Problematic {
  private Problematic() {}

  /** Returns the problems of a model. */
  static List<Problem> model(String json) {
    return catchThrowableOfType(SpecException.class, () -> Specs.parseModel(json, "test"))
        .problems();
  }

  /** Returns the problems of a model with the given layers, on images of 32x32x3. */
  static List<Problem> layers(String layers) {
    return model(withLayers(layers));
  }

  /** Returns the problems of a model with the given blocks and layers, on images of 32x32x3. */
  static List<Problem> blocks(String blocks, String layers) {
    return model(withBlocks(blocks, layers));
  }

  static String withLayers(String layers) {
    return withBlocks("{}", layers);
  }

  static String withBlocks(String blocks, String layers) {
    return "{\"name\": \"test\", \"input\": {\"height\": 32, \"width\": 32}, \"blocks\": "
        + blocks
        + ", \"layers\": "
        + layers
        + "}";
  }

  /** Returns the problems of a training config. */
  static List<Problem> training(String json, String... overrides) {
    return catchThrowableOfType(
            SpecException.class, () -> Specs.parseTraining(json, "test", List.of(overrides)))
        .problems();
  }
}
