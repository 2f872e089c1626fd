package io.github.xception.api.json;

import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.form.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a model, except for what only its shapes can tell. */
final class ModelReader {
  private final Problems problems;
  private final Binder binder;

  private ModelReader(Problems problems, StandIns standIns) {
    this.problems = problems;
    this.binder = new Binder(problems, standIns);
  }

  /**
   * Reads a model.
   *
   * @param root the spec
   * @param problems gets what is wrong; if that is something, the model is a draft: with stand-ins,
   *     and with layers only up to one that could not be made
   */
  static Optional<ModelSpec> read(Located root, Problems problems, StandIns standIns) {
    return new ModelReader(problems, standIns).read(root);
  }

  private Optional<ModelSpec> read(Located root) {
    return binder.record(root, Written.Model.class).map(model -> model(root, model));
  }

  private ModelSpec model(Located root, Written.Model model) {
    checkDefaults(model.defaults());
    LayerReader reader = new LayerReader(binder, problems, model.defaults(), model.blocks());
    Located blocks = root.member("blocks");
    model.blocks().forEach((name, block) -> checkBlock(blocks.member(name), name, block, reader));
    BlockCycles.check(model.blocks(), blocks.pointer(), problems);
    List<Layer> layers = new ArrayList<>();
    reader.read(model.layers(), Scope.root(), LayerReader.Place.TOP, layers);
    return new ModelSpec(model.name(), model.input(), layers, JsonText.compact(root.node()));
  }

  private void checkDefaults(Map<String, Located> defaults) {
    defaults.forEach(
        (type, values) -> {
          Class<?> operation = LayerReader.OPERATIONS.get(type);
          if (operation == null) {
            problems.addUnknown(
                values.pointer(), "the type", type, LayerReader.OPERATIONS.keySet());
            return;
          }
          binder.checkMembers(values, operation);
          if (values.node().has("name")) {
            problems.add(values.member("name"), "no name, since names are unique");
          }
        });
  }

  private void checkBlock(Located at, String name, Written.Block block, LayerReader reader) {
    if (!name.matches(Identifier.PATTERN)) {
      problems.add(
          new Problem(at.pointer(), "the block name '" + Words.shorten(name) + "'", Expected.NAME));
    }
    Map<String, Optional<Located>> unknown = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String parameter : block.parameters()) {
      if (!seen.add(parameter)) {
        problems.add(
            new Problem(
                at.member("parameters").pointer(),
                "'" + parameter + "' twice",
                "unique parameters"));
      }
      unknown.put(parameter, Optional.empty());
    }
    reader.read(
        block.layers(),
        Scope.root(),
        LayerReader.Place.definition(name, unknown),
        new ArrayList<>());
  }
}
