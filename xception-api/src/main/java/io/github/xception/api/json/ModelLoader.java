package io.github.xception.api.json;

import io.github.xception.api.graph.Lowering;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a model and checks it as a whole, shapes included. */
final class ModelLoader {
  private ModelLoader() {}

  /**
   * Reads a model.
   *
   * @param root the spec
   * @param problems gets everything that is wrong with it
   * @return the model; only to be trusted if there was no problem
   */
  static Optional<ModelSpec> load(Located root, Problems problems) {
    Problems first = new Problems();
    Optional<ModelSpec> model = ModelReader.read(root, first, new StandIns(0));
    List<Problem> misfits = model.map(ModelLoader::misfits).orElse(List.of());
    if (!first.isEmpty() && !misfits.isEmpty()) {
      // Only what does not depend on what stands in for something wrong is a problem of the spec.
      Set<Problem> again =
          ModelReader.read(root, new Problems(), new StandIns(1))
              .map(other -> new HashSet<>(misfits(other)))
              .orElse(new HashSet<>());
      misfits = misfits.stream().filter(again::contains).toList();
    }
    problems.addAll(first.list());
    problems.addAll(misfits);
    return model;
  }

  private static List<Problem> misfits(ModelSpec model) {
    if (model.layers().isEmpty()) {
      return List.of();
    }
    try {
      Lowering.lower(model);
      return List.of();
    } catch (SpecException e) {
      return e.problems();
    }
  }
}
