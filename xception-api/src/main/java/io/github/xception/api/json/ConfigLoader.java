package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.TrainingConfig;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a training config: applies overrides, finds the model, checks all of it. */
final class ConfigLoader {
  private final String source;
  private final Optional<Path> directory;
  private final Problems problems = new Problems();

  private ConfigLoader(String source, Optional<Path> directory) {
    this.source = source;
    this.directory = directory;
  }

  /**
   * Reads a config.
   *
   * @param tree the config
   * @param source what was read, for errors
   * @param directory what a model's file name is relative to; empty for the working directory
   * @param overrides values to set, as {@code key=value}
   * @throws SpecException with everything that is wrong
   */
  static TrainingConfig load(
      JsonNode tree, String source, Optional<Path> directory, List<String> overrides) {
    return new ConfigLoader(source, directory).load(tree, overrides);
  }

  private TrainingConfig load(JsonNode tree, List<String> overrides) {
    JsonNode changed = tree;
    if (!overrides.isEmpty() && tree.isObject()) {
      ObjectNode copy = tree.deepCopy();
      new Overrides(problems, model -> found(model).map(Model::tree).orElse(model))
          .apply(copy, overrides);
      changed = copy;
    }
    Optional<Written.Training> written =
        new Binder(problems, new StandIns(0)).record(Located.root(changed), Written.Training.class);
    Optional<ModelSpec> model = written.flatMap(config -> model(config.model()));
    problems.throwIfAny(source);
    Written.Training config = written.orElseThrow();
    return new TrainingConfig(
        model.orElseThrow(),
        config.data(),
        config.training(),
        config.optimizer(),
        config.schedule(),
        config.backend(),
        config.tensorboard());
  }

  /**
   * A model's spec.
   *
   * @param tree the spec
   * @param at what comes before a pointer into it
   */
  private record Model(JsonNode tree, String at) {}

  private Optional<ModelSpec> model(Located written) {
    Optional<Model> found;
    try {
      found = found(written.node());
    } catch (SpecException e) {
      e.problems().forEach(problem -> problems.add(problem.below(e.source() + "#")));
      return Optional.empty();
    }
    if (found.isEmpty()) {
      refuse(written);
      return Optional.empty();
    }
    Problems ofModel = new Problems();
    Optional<ModelSpec> model = ModelLoader.load(Located.root(found.get().tree()), ofModel);
    ofModel.list().forEach(problem -> problems.add(problem.below(found.get().at())));
    return model;
  }

  private Optional<Model> found(JsonNode written) {
    if (written.isObject()) {
      return Optional.of(new Model(written, "/model"));
    }
    if (!written.isTextual()) {
      return Optional.empty();
    }
    String name = written.textValue();
    if (!name.endsWith(".json")) {
      return Presets.modelTree(name).map(tree -> new Model(tree, "preset " + name + "#"));
    }
    try {
      Path file = directory.map(at -> at.resolve(name)).orElseGet(() -> Path.of(name));
      return Optional.of(new Model(JsonText.read(file), file + "#"));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void refuse(Located written) {
    if (written.node().isTextual()) {
      String name = written.node().textValue();
      problems.add(
          new Problem(
              written.pointer(),
              "the model '" + Words.shorten(name) + "'",
              "one of the presets "
                  + String.join(", ", Presets.names())
                  + ", a file's name ending in .json, or a spec",
              Words.nearest(name, Presets.names())));
    } else {
      problems.add(written, Expected.MODEL);
    }
  }
}
