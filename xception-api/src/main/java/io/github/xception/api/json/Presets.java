package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.TrainingConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Models and training configs that come with the library, in the format that people write. */
public final class Presets {
  private static final List<String> MODELS =
      List.of(
          "xception",
          "xception-flowers17",
          "xception-mini",
          "xception41",
          "xception65",
          "xception71");

  /** Recipes: training configs with a name of their own. */
  private static final List<String> RECIPES = List.of("flowers17", "flowers17-article");

  private Presets() {}

  /** Returns the names of all models. */
  public static List<String> names() {
    return MODELS;
  }

  /** Returns the names of all training configs: those of the models, and recipes. */
  public static List<String> trainingNames() {
    return Stream.concat(MODELS.stream(), RECIPES.stream()).sorted().toList();
  }

  /** Returns the model called {@code name}, if there is one. */
  public static Optional<ModelSpec> model(String name) {
    return modelTree(name).map(tree -> Specs.model(tree, "preset " + name));
  }

  /**
   * Returns the training config called {@code name}, if there is one: for each model one that
   * trains it, by defaults where nothing else is known to be good; and recipes, which train one of
   * the models in a certain way.
   */
  public static Optional<TrainingConfig> training(String name) {
    return trainingTree(name)
        .map(tree -> ConfigLoader.load(tree, "preset " + name, Optional.empty(), List.of()));
  }

  /** Returns a model's tree. */
  static Optional<JsonNode> modelTree(String name) {
    return MODELS.contains(name)
        ? Optional.of(tree("models/" + name).orElseThrow())
        : Optional.empty();
  }

  /** Returns a training config's tree. */
  static Optional<JsonNode> trainingTree(String name) {
    if (RECIPES.contains(name)) {
      return Optional.of(tree("training/" + name).orElseThrow());
    }
    return MODELS.contains(name)
        ? tree("training/" + name).or(() -> Optional.of(JsonText.object().put("model", name)))
        : Optional.empty();
  }

  private static Optional<JsonNode> tree(String name) {
    return resource(name + ".json").map(json -> JsonText.parse(json, name));
  }

  /** Returns what the library holds under a name of its own. */
  static Optional<byte[]> resource(String name) {
    try (InputStream in = Presets.class.getResourceAsStream("/xception/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
