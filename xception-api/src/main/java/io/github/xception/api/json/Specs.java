package io.github.xception.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.spec.BackendSpec;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.TrainingConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes models and training configs. What is returned has been checked as a whole: its
 * layers fit each other, so {@code Lowering.lower} takes it.
 *
 * <p>Every method that reads throws a {@link SpecException} that lists all that is wrong. It never
 * fails otherwise, whatever it is given.
 */
public final class Specs {
  private Specs() {}

  /**
   * Reads a model.
   *
   * @param presetOrFile a preset's name, or the name of a file with a model or a training config
   */
  public static ModelSpec model(String presetOrFile) {
    Optional<ModelSpec> preset =
        Presets.model(presetOrFile)
            .or(() -> Presets.training(presetOrFile).map(TrainingConfig::model));
    return preset.isPresent() ? preset.get() : readModel(file(presetOrFile));
  }

  /** Reads the model of a file, which holds a model or a training config. */
  public static ModelSpec readModel(Path file) {
    JsonNode tree = JsonText.read(file);
    return isTrainingConfig(tree)
        ? ConfigLoader.load(tree, file.toString(), directory(file), List.of()).model()
        : model(tree, file.toString());
  }

  /**
   * Reads a model.
   *
   * @param json the spec
   * @param source what it is called in errors
   */
  public static ModelSpec parseModel(String json, String source) {
    return model(JsonText.parse(json, source), source);
  }

  /**
   * Reads a training config.
   *
   * @param presetOrFile a preset's name, or the name of a file with a training config or a model
   * @param overrides values to set, as {@code key=value} with dots in the key: {@code
   *     training.steps=300}; a value is JSON, or else a text
   */
  public static TrainingConfig training(String presetOrFile, List<String> overrides) {
    Optional<JsonNode> preset = Presets.trainingTree(presetOrFile);
    return preset.isPresent()
        ? ConfigLoader.load(preset.get(), "preset " + presetOrFile, Optional.empty(), overrides)
        : readTraining(file(presetOrFile), overrides);
  }

  /**
   * Reads a training config.
   *
   * @param file a training config; or a model, which then is trained with defaults
   * @param overrides as for {@link #training}
   */
  public static TrainingConfig readTraining(Path file, List<String> overrides) {
    JsonNode tree = JsonText.read(file);
    return ConfigLoader.load(
        isTrainingConfig(tree) || !tree.has("layers") ? tree : JsonText.object().set("model", tree),
        file.toString(),
        directory(file),
        overrides);
  }

  /**
   * Reads a training config; a model's file is looked for in the working directory.
   *
   * @param json the config
   * @param source what it is called in errors
   * @param overrides as for {@link #training}
   */
  public static TrainingConfig parseTraining(String json, String source, List<String> overrides) {
    return ConfigLoader.load(JsonText.parse(json, source), source, Optional.empty(), overrides);
  }

  /**
   * Reads of a training config only which engine it asks for: a small part of it, and all that is
   * needed to start the engine. Nothing is said of the rest.
   *
   * @param json the config
   * @param source what it is called in errors
   */
  public static BackendSpec parseBackend(String json, String source) {
    ObjectNode part = JsonText.object();
    Optional.ofNullable(JsonText.parse(json, source).get("backend"))
        .ifPresent(backend -> part.set("backend", backend));
    Problems problems = new Problems();
    Optional<Written.Engine> engine =
        new Binder(problems, new StandIns(0)).record(Located.root(part), Written.Engine.class);
    problems.throwIfAny(source);
    return engine.orElseThrow().backend();
  }

  /** Returns a model as it was written, as JSON. */
  public static String toJson(ModelSpec model) {
    return JsonText.pretty(JsonText.trusted(model.json()));
  }

  /**
   * Returns a training config as JSON with every default filled in and the model as it was written;
   * reading that gives the same config again.
   */
  public static String toJson(TrainingConfig config) {
    ObjectNode tree = JsonText.object();
    tree.set("model", JsonText.trusted(config.model().json()));
    tree.setAll(
        RecordWriter.write(
            new Written.Training(
                Located.root(tree.get("model")),
                config.data(),
                config.training(),
                config.optimizer(),
                config.schedule(),
                config.backend(),
                config.tensorboard())));
    return JsonText.pretty(tree);
  }

  /**
   * Returns the JSON Schema (draft 2020-12) of models and training configs, by which editors
   * complete and check them.
   */
  public static String schema() {
    return new String(Presets.resource("xception.schema.json").orElseThrow(), UTF_8);
  }

  static ModelSpec model(JsonNode tree, String source) {
    Problems problems = new Problems();
    Optional<ModelSpec> model = ModelLoader.load(Located.root(tree), problems);
    problems.throwIfAny(source);
    return model.orElseThrow();
  }

  private static boolean isTrainingConfig(JsonNode tree) {
    return tree.has("model");
  }

  private static Optional<Path> directory(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent());
  }

  private static Path file(String presetOrFile) {
    if (!presetOrFile.endsWith(".json")) {
      Problems problems = new Problems();
      problems.addUnknown("", "the preset", presetOrFile, Presets.trainingNames());
      problems.throwIfAny(Words.shorten(presetOrFile));
    }
    try {
      return Path.of(presetOrFile);
    } catch (InvalidPathException e) {
      throw Problems.single(
          Words.shorten(presetOrFile), "", "an impossible file name", "the name of a JSON file");
    }
  }
}
