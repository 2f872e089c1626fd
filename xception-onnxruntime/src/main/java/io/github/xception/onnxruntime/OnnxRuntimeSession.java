package io.github.xception.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Inference on a model in memory, whose batch normalizations are folded. It has no inner values:
 * who asks for these gets them from a second model, of the network as it is, which has those values
 * as outputs and is kept until others are asked for.
 */
final class OnnxRuntimeSession implements InferenceSession {
  private static final String OUTPUT = "output";

  private final OnnxRuntimeEngine engine;
  private final Graph graph;
  private final Weights weights;
  private final Consumer<OnnxRuntimeSession> whenClosed;
  private final OrtSession session;
  private @Nullable Inner inner;
  private boolean closed;

  /** A model that has the values of nodes as outputs, by their paths. */
  private record Inner(List<String> paths, OrtSession session) {}

  /**
   * Loads a network.
   *
   * @param whenClosed is told when this is closed
   * @throws IllegalArgumentException if a parameter is missing or has another shape
   * @throws BackendException if the network is too large for a model, or the engine fails
   */
  OnnxRuntimeSession(
      OnnxRuntimeEngine engine,
      Graph graph,
      Weights weights,
      Consumer<OnnxRuntimeSession> whenClosed) {
    this.engine = engine;
    this.graph = graph;
    this.whenClosed = whenClosed;
    this.session = engine(() -> engine.load(outputOf(graph, weights)));
    this.weights = copy(weights, graph);
  }

  private static OnnxModel outputOf(Graph graph, Weights weights) {
    OnnxModel model = OnnxModel.folded(graph, weights, StoredAs.FLOAT32, OptionalInt.empty());
    model.outputLast(OUTPUT);
    return model;
  }

  /** The second model is made later, and the caller may use the memory again before. */
  private static Weights copy(Weights weights, Graph graph) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            each -> {
              Tensor tensor = weights.get(each.path());
              copies.put(
                  each.path(), Tensor.create(each.shape(), buffer -> buffer.put(tensor.floats())));
            });
    return Weights.of(copies);
  }

  @Override
  public Tensor predict(Tensor images) {
    check();
    graph.checkImages(images);
    return run(session, images, Map.of(OUTPUT, graph.output().outputShape())).get(0);
  }

  @Override
  public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
    check();
    graph.checkImages(images);
    List<Node> nodes = paths.stream().distinct().map(this::node).toList();
    if (nodes.isEmpty()) {
      return Map.of();
    }
    OrtSession values = innerSession(nodes);
    Map<String, Shape> outputs = new LinkedHashMap<>();
    nodes.forEach(node -> outputs.put(name(node), node.outputShape()));
    List<Tensor> computed = run(values, images, outputs);
    Map<String, Tensor> byPath = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      byPath.put(nodes.get(i).path(), computed.get(i));
    }
    return byPath;
  }

  private Node node(String path) {
    return graph
        .node(path)
        .orElseThrow(
            () ->
                new IllegalArgumentException("'" + graph.name() + "' has no node '" + path + "'"));
  }

  /** Returns what an output with a node's value is called: unlike any input or parameter. */
  private static String name(Node node) {
    return OUTPUT + ">" + node.path();
  }

  private OrtSession innerSession(List<Node> nodes) {
    List<String> paths = nodes.stream().map(Node::path).toList();
    Inner open = inner;
    if (open != null && open.paths().equals(paths)) {
      return open.session();
    }
    closeInner();
    OrtSession loaded =
        engine(
            () -> {
              OnnxModel model = OnnxModel.of(graph, weights, StoredAs.FLOAT32, OptionalInt.empty());
              nodes.forEach(node -> model.outputNode(name(node), node));
              return engine.load(model);
            });
    inner = new Inner(paths, loaded);
    return loaded;
  }

  /** Computes outputs of a model; the engine reads and writes the memory of the tensors itself. */
  private List<Tensor> run(OrtSession model, Tensor images, Map<String, Shape> outputs) {
    int batch = images.shape().dim(0);
    List<Tensor> results = new ArrayList<>();
    Map<String, OnnxTensor> written = new LinkedHashMap<>();
    return engine(
        () -> {
          try (OnnxTensor fed = engine.view(images.shape(), images.floats())) {
            for (Map.Entry<String, Shape> output : outputs.entrySet()) {
              Shape shape = output.getValue().prepend(batch);
              ByteBuffer bytes =
                  ByteBuffer.allocateDirect(shape.elements() * Float.BYTES)
                      .order(ByteOrder.nativeOrder());
              results.add(Tensor.wrap(shape, bytes));
              written.put(output.getKey(), engine.view(shape, bytes.asFloatBuffer()));
            }
            model.run(Map.of(ExportedModel.IMAGES, fed), written).close();
            return results;
          } finally {
            written.values().forEach(OnnxTensor::close);
          }
        });
  }

  private void check() {
    if (closed) {
      throw new IllegalStateException("the session of '" + graph.name() + "' is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeInner();
      close(session);
      whenClosed.accept(this);
    }
  }

  private void closeInner() {
    Inner open = inner;
    inner = null;
    if (open != null) {
      close(open.session());
    }
  }

  private void close(OrtSession open) {
    engine(
        () -> {
          open.close();
          return open;
        });
  }

  /** What the engine does. */
  private interface Work<T> {
    T run() throws OrtException;
  }

  private <T> T engine(Work<T> work) {
    try {
      return work.run();
    } catch (OrtException | ExportException e) {
      throw new BackendException(
          "the engine failed on '" + graph.name() + "': " + e.getMessage(), e);
    }
  }
}
