package io.github.xception.bench.contender;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import java.util.Locale;

/**
 * A network as JSON for programs that know nothing of blocks, defaults and padding: its operations
 * in topological order, each with its name, its numbers, the ids of the values that it reads, the
 * shapes without the batch, and the paths of its parameters. Value 0 is the batch of images.
 */
final class GraphJson implements OpTranslator<ObjectNode> {
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  private GraphJson() {}

  /** Returns the network, up to the logits. */
  static ObjectNode of(Graph graph) {
    GraphJson writer = new GraphJson();
    ObjectNode network = writer.nodes.objectNode();
    network.set("inputShape", writer.extents(graph.inputShape()));
    ArrayNode operations = network.putArray("nodes");
    graph
        .withoutSoftmax()
        .translate(
            writer,
            writer.nodes.objectNode(),
            new ValueListener<ObjectNode>() {
              @Override
              public void computed(Node node, ObjectNode operation) {
                operations.add(operation);
              }

              @Override
              public void lastUsed(ObjectNode operation) {}
            });
    return network;
  }

  private ArrayNode extents(Shape shape) {
    ArrayNode array = nodes.arrayNode();
    shape.dims().forEach(array::add);
    return array;
  }

  private ObjectNode operation(Node node, String op) {
    ObjectNode operation =
        nodes.objectNode().put("id", node.id()).put("path", node.path()).put("op", op);
    ArrayNode inputs = operation.putArray("inputs");
    node.inputs().forEach(inputs::add);
    operation.set("inputShape", extents(node.inputShape()));
    operation.set("outputShape", extents(node.outputShape()));
    ObjectNode parameters = operation.putObject("parameters");
    for (ParameterInfo parameter : node.parameters()) {
      parameters.put(parameter.role().name().toLowerCase(Locale.ROOT), parameter.path());
    }
    return operation;
  }

  private static ObjectNode withWindow(ObjectNode operation, Window window) {
    operation.putArray("kernel").add(window.kernelHeight()).add(window.kernelWidth());
    operation.put("stride", window.stride());
    operation
        .putObject("padding")
        .put("top", window.padding().top())
        .put("bottom", window.padding().bottom())
        .put("left", window.padding().left())
        .put("right", window.padding().right());
    return operation;
  }

  @Override
  public ObjectNode conv2d(Node node, Op.Conv2d op, ObjectNode x) {
    return withWindow(operation(node, "conv2d"), op.window())
        .put("groups", op.groups())
        .put("filters", op.filters());
  }

  @Override
  public ObjectNode batchNorm(Node node, Op.BatchNorm op, ObjectNode x) {
    return operation(node, "batchNorm")
        .put("momentum", op.momentum())
        .put("epsilon", op.epsilon())
        .put("statistics", op.statistics().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public ObjectNode relu(Node node, Op.Relu op, ObjectNode x) {
    return operation(node, "relu");
  }

  @Override
  public ObjectNode maxPool(Node node, Op.MaxPool op, ObjectNode x) {
    return withWindow(operation(node, "maxPool"), op.window());
  }

  @Override
  public ObjectNode avgPool(Node node, Op.AvgPool op, ObjectNode x) {
    return withWindow(operation(node, "avgPool"), op.window());
  }

  @Override
  public ObjectNode globalAvgPool(Node node, Op.GlobalAvgPool op, ObjectNode x) {
    return operation(node, "globalAvgPool");
  }

  @Override
  public ObjectNode add(Node node, Op.Add op, ObjectNode a, ObjectNode b) {
    return operation(node, "add");
  }

  @Override
  public ObjectNode flatten(Node node, Op.Flatten op, ObjectNode x) {
    return operation(node, "flatten");
  }

  @Override
  public ObjectNode dense(Node node, Op.Dense op, ObjectNode x) {
    return operation(node, "dense").put("units", op.units());
  }

  @Override
  public ObjectNode dropout(Node node, Op.Dropout op, ObjectNode x) {
    return operation(node, "dropout").put("keep", op.keep());
  }

  @Override
  public ObjectNode softmax(Node node, Op.Softmax op, ObjectNode x) {
    return operation(node, "softmax");
  }
}
