package io.github.xception.train;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.spec.FineTuneSpec;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.TrainingSpec;
import io.github.xception.api.tensor.SafetensorsException;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The weights that a run begins with: drawn from its seed, or taken over from another run.
 *
 * @param weights all parameters, in the order of the graph
 * @param source where they were taken from; empty if all were drawn
 */
record StartingWeights(Weights weights, Optional<Source> source) {
  private static final String FROM = "/training/fineTune/from";
  private static final String NEW_LAYERS = "/training/fineTune/newLayers";

  /**
   * Where weights were taken from.
   *
   * @param file the file, by its absolute path
   * @param sha256 its SHA-256 in lower-case hexadecimal
   * @param drawn the paths of the parameters that were drawn nevertheless
   */
  record Source(Path file, String sha256, List<String> drawn) {}

  /**
   * Draws the weights, or takes them over as {@code training.fineTune} says.
   *
   * @throws SpecException if the weights to take over are not there, or lack a parameter that is
   *     not to be drawn anew, or have it in another shape; it lists all of these
   * @throws TrainingException if a checkpoint is damaged
   * @throws IOException if a file cannot be read
   */
  static StartingWeights of(Graph graph, TrainingSpec training) throws IOException {
    Weights drawn = InitialWeights.draw(graph, training.seed());
    if (training.fineTune().isEmpty()) {
      return new StartingWeights(drawn, Optional.empty());
    }
    FineTuneSpec spec = training.fineTune().get();
    Found found = find(spec.from());
    Predicate<String> isNew = PathPattern.anyOf(spec.newLayers());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<String> drawnPaths = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (ParameterInfo parameter : graph.parameters()) {
      String path = parameter.path();
      if (isNew.test(path)) {
        tensors.put(path, drawn.get(path));
        drawnPaths.add(path);
      } else if (found.weights().contains(path)
          && found.weights().get(path).shape().equals(parameter.shape())) {
        tensors.put(path, found.weights().get(path));
      } else {
        problems.add(missing(parameter, found));
      }
    }
    if (!problems.isEmpty()) {
      throw new SpecException("fine-tuning from " + found.file(), problems);
    }
    return new StartingWeights(
        Weights.of(tensors),
        Optional.of(
            new Source(found.file(), FileSeal.of(found.file()).sha256(), List.copyOf(drawnPaths))));
  }

  private static Problem missing(ParameterInfo parameter, Found found) {
    String path = parameter.path();
    return new Problem(
        NEW_LAYERS,
        found.weights().contains(path)
            ? "'" + path + "' of " + found.weights().get(path).shape() + " in the file"
            : "no '" + path + "' in the file",
        parameter.shape() + ", as the network has it; or add '" + path + "' to newLayers");
  }

  /**
   * Weights in a file.
   *
   * @param file its absolute path
   */
  private record Found(Path file, Weights weights) {}

  private static Found find(String from) throws IOException {
    Path path;
    try {
      path = Path.of(from).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refused(from, "not a path on this machine");
    }
    if (Files.isRegularFile(path)) {
      try {
        return new Found(path, SafetensorsFile.read(path).weights());
      } catch (SafetensorsException e) {
        throw refused(from, "no safetensors file: " + e.getMessage());
      }
    }
    if (Files.exists(path.resolve("run.json"))) {
      return RunDirectory.open(path)
          .result()
          .map(StartingWeights::found)
          .orElseThrow(() -> refused(from, "a run without a checkpoint so far"));
    }
    OptionalLong step = Checkpoint.stepOf(path);
    if (step.isPresent() && Files.isDirectory(path) && path.getParent() != null) {
      CheckpointStore store = new CheckpointStore(path.getParent());
      return found(store.learnedAt(step.getAsLong()));
    }
    throw refused(
        from, Files.exists(path) ? "neither a run nor a checkpoint" : "no such file or folder");
  }

  private static Found found(LearnedWeights learned) {
    return new Found(learned.file().toAbsolutePath().normalize(), learned.weights());
  }

  private static SpecException refused(String from, String what) {
    return new SpecException(
        "the training config",
        List.of(
            new Problem(
                FROM,
                "'" + from + "', " + what,
                "a run's folder, the folder step-N of a checkpoint, or a safetensors file")));
  }
}
