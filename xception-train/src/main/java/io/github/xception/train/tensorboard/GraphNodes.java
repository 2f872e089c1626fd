package io.github.xception.train.tensorboard;

import com.google.protobuf.ByteString;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.graph.Window;
import io.github.xception.api.tensor.Shape;
import io.github.xception.train.tensorboard.message.Messages.AttrValue;
import io.github.xception.train.tensorboard.message.Messages.DataType;
import io.github.xception.train.tensorboard.message.Messages.GraphDef;
import io.github.xception.train.tensorboard.message.Messages.NodeDef;
import io.github.xception.train.tensorboard.message.Messages.TensorShapeProto;
import java.util.List;
import java.util.Locale;

/**
 * Draws a network for TensorBoard's page of graphs: a node for each operation, named by its path,
 * so that the blocks of the spec are boxes that open. What an operation is made with, and the
 * shapes of its parameters, are attributes of its node.
 */
final class GraphNodes implements OpTranslator<String> {
  /** The attribute that TensorBoard reads the labels of the edges from. */
  private static final String OUTPUT_SHAPES = "_output_shapes";

  private final GraphDef.Builder graph = GraphDef.newBuilder();

  private GraphNodes() {}

  /** Returns the drawing. */
  static GraphDef of(Graph graph) {
    GraphNodes nodes = new GraphNodes();
    String input = unusedName(graph);
    nodes.graph.addNode(
        NodeDef.newBuilder()
            .setName(input)
            .setOp("Placeholder")
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
            .putAttr(OUTPUT_SHAPES, batchOf(graph.inputShape())));
    graph.translate(nodes, input, ValueListener.none());
    return nodes.graph.build();
  }

  /** Returns a name for the input that no layer or block has. */
  private static String unusedName(Graph graph) {
    String name = "images";
    while (isUsed(graph, name)) {
      name += "_";
    }
    return name;
  }

  private static boolean isUsed(Graph graph, String name) {
    return graph.nodes().stream()
        .anyMatch(node -> node.path().equals(name) || node.path().startsWith(name + "/"));
  }

  @Override
  public String conv2d(Node node, Op.Conv2d op, String x) {
    boolean depthwise = op.groups() > 1 && op.groups() == node.inputShape().dim(2);
    NodeDef.Builder conv = windowed(depthwise ? "DepthwiseConv2D" : "Conv2D", op.window(), x);
    conv.putAttr("filters", number(op.filters()));
    if (op.groups() > 1) {
      conv.putAttr("groups", number(op.groups()));
    }
    return place(node, conv);
  }

  @Override
  public String batchNorm(Node node, Op.BatchNorm op, String x) {
    return place(
        node,
        reading("BatchNorm", x)
            .putAttr("momentum", real(op.momentum()))
            .putAttr("epsilon", real(op.epsilon())));
  }

  @Override
  public String relu(Node node, Op.Relu op, String x) {
    return place(node, reading("Relu", x));
  }

  @Override
  public String maxPool(Node node, Op.MaxPool op, String x) {
    return place(node, windowed("MaxPool", op.window(), x));
  }

  @Override
  public String avgPool(Node node, Op.AvgPool op, String x) {
    return place(node, windowed("AvgPool", op.window(), x));
  }

  @Override
  public String globalAvgPool(Node node, Op.GlobalAvgPool op, String x) {
    return place(node, reading("GlobalAvgPool", x));
  }

  @Override
  public String add(Node node, Op.Add op, String a, String b) {
    return place(node, reading("Add", a, b));
  }

  @Override
  public String flatten(Node node, Op.Flatten op, String x) {
    return place(node, reading("Flatten", x));
  }

  @Override
  public String dense(Node node, Op.Dense op, String x) {
    return place(node, reading("Dense", x).putAttr("units", number(op.units())));
  }

  @Override
  public String dropout(Node node, Op.Dropout op, String x) {
    return place(node, reading("Dropout", x).putAttr("keep", real(op.keep())));
  }

  @Override
  public String softmax(Node node, Op.Softmax op, String x) {
    return place(node, reading("Softmax", x));
  }

  private static NodeDef.Builder windowed(String type, Window window, String x) {
    return reading(type, x)
        .putAttr("kernel_size", text(window.kernelHeight() + "x" + window.kernelWidth()))
        .putAttr("stride", number(window.stride()))
        .putAttr(
            "padding",
            text(
                "top %d, bottom %d, left %d, right %d"
                    .formatted(
                        window.padding().top(),
                        window.padding().bottom(),
                        window.padding().left(),
                        window.padding().right())));
  }

  private static NodeDef.Builder reading(String type, String... inputs) {
    return NodeDef.newBuilder().setOp(type).addAllInput(List.of(inputs));
  }

  private String place(Node node, NodeDef.Builder drawn) {
    for (ParameterInfo parameter : node.parameters()) {
      drawn.putAttr(
          parameter.role().name().toLowerCase(Locale.ROOT), text(parameter.shape().toString()));
    }
    drawn.setName(node.path()).putAttr(OUTPUT_SHAPES, batchOf(node.outputShape()));
    graph.addNode(drawn);
    return node.path();
  }

  private static AttrValue batchOf(Shape shape) {
    TensorShapeProto.Builder extents =
        TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(-1));
    shape.dims().forEach(d -> extents.addDim(TensorShapeProto.Dim.newBuilder().setSize(d)));
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addShape(extents))
        .build();
  }

  private static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  private static AttrValue number(long number) {
    return AttrValue.newBuilder().setI(number).build();
  }

  private static AttrValue real(double number) {
    return AttrValue.newBuilder().setF((float) number).build();
  }
}
