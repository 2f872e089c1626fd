package io.github.xception.bench.parity;

import io.github.xception.api.backend.Capability;
import io.github.xception.api.graph.Node;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes engines through inference and compares what comes out, layer by layer. */
final class ForwardPass {
  /** How many bytes of values are on the disk at once, for each of two engines. */
  private static final long GROUP_BYTES = 128L << 20;

  private final Engine first;
  private final List<Engine> others;
  private final ExchangeFolder folder;

  ForwardPass(Engine first, List<Engine> others, ExchangeFolder folder) {
    this.first = first;
    this.others = List.copyOf(others);
    this.folder = folder;
  }

  /**
   * Compares.
   *
   * @param task its weights are in the folder
   */
  ForwardComparison run(ParityTask task) throws IOException, InterruptedException {
    TensorFiles.writeImages(folder.images(), task.images());
    first.process().ask(new Request.Load(folder.weights()));
    for (Engine other : others) {
      other.process().ask(new Request.Load(folder.weights()));
    }
    List<LayerComparison> layers = new ArrayList<>();
    List<Engine> observable =
        others.stream().filter(engine -> engine.can(Capability.ACTIVATIONS)).toList();
    if (first.can(Capability.ACTIVATIONS) && !observable.isEmpty()) {
      int images = task.images().shape().dim(0);
      for (List<Node> group : NodeGroups.of(task.graph(), images, GROUP_BYTES)) {
        layers.addAll(compare(group, observable));
      }
    }
    return new ForwardComparison(layers, predictions());
  }

  private List<LayerComparison> compare(List<Node> group, List<Engine> observable)
      throws IOException, InterruptedException {
    List<String> paths = group.stream().map(Node::path).toList();
    Map<String, Map<String, Difference>> byPath = new LinkedHashMap<>();
    Weights expected = activations(first, paths, folder.expected());
    for (Engine engine : observable) {
      Weights actual = activations(engine, paths, folder.actual());
      for (String path : paths) {
        byPath
            .computeIfAbsent(path, none -> new LinkedHashMap<>())
            .put(engine.name(), Difference.between(actual.get(path), expected.get(path)));
      }
    }
    folder.freeMappedFiles();
    return group.stream()
        .map(node -> LayerComparison.of(node, byPath.getOrDefault(node.path(), Map.of())))
        .toList();
  }

  private Weights activations(Engine engine, List<String> paths, Path to)
      throws IOException, InterruptedException {
    engine.process().ask(new Request.Activations(folder.images(), paths, to));
    return TensorFiles.read(to);
  }

  private Map<String, Difference> predictions() throws IOException, InterruptedException {
    Tensor expected = prediction(first, folder.expected());
    Map<String, Difference> predictions = new LinkedHashMap<>();
    for (Engine engine : others) {
      predictions.put(
          engine.name(), Difference.between(prediction(engine, folder.actual()), expected));
    }
    return predictions;
  }

  private Tensor prediction(Engine engine, Path to) throws IOException, InterruptedException {
    engine.process().ask(new Request.Predict(folder.images(), to));
    return TensorFiles.readOutput(to);
  }
}
