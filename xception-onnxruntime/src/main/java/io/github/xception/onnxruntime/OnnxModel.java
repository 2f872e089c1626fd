package io.github.xception.onnxruntime;

import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.graph.FoldedNetwork;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Weights;
import io.github.xception.onnxruntime.message.Onnx.ModelProto;
import io.github.xception.onnxruntime.message.Onnx.OperatorSetIdProto;
import io.github.xception.onnxruntime.message.Onnx.StringStringEntryProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A network that becomes a model of ONNX. Its input is {@link ExportedModel#IMAGES}, and these and
 * its outputs have the order of the border; which outputs there are is said afterwards.
 */
final class OnnxModel {
  /** ONNX 1.12, which is what most readers of 2022 and later know. */
  private static final int OPERATOR_SET = 17;

  private static final int IR_VERSION = 8;

  /** What one message of protocol buffers can hold, less ample room for all but the parameters. */
  private static final long MAX_PARAMETER_BYTES = Integer.MAX_VALUE - (64L << 20);

  private final GraphWriter writer;
  private final Shape outputShape;
  private final Map<String, String> values = new HashMap<>();
  private final String last;

  private OnnxModel(Graph graph, Weights weights, StoredAs format, OptionalInt batch) {
    graph.parameters().forEach(each -> weights.get(each.path(), each.shape()));
    this.writer = new GraphWriter(graph.name(), batch);
    this.outputShape = graph.output().outputShape();
    String images = writer.input(ExportedModel.IMAGES, graph.inputShape());
    this.last =
        graph.translate(
            new OnnxTranslator(writer, new Parameters(writer, weights, format)),
            OnnxTranslator.fromBorder(writer, ExportedModel.IMAGES + ">channels_first", images),
            remember());
  }

  /**
   * Translates a network as it is.
   *
   * @param batch how many examples a batch has; empty for any number
   * @throws ExportException if its parameters do not fit a model, or a 16-bit float
   * @throws IllegalArgumentException if the weights are not the network's; the message names the
   *     path
   */
  static OnnxModel of(Graph graph, Weights weights, StoredAs format, OptionalInt batch) {
    requireRoom(graph, format);
    return new OnnxModel(graph, weights, format, batch);
  }

  /** Translates a network as {@link #of} does, its batch normalizations folded. */
  static OnnxModel folded(Graph graph, Weights weights, StoredAs format, OptionalInt batch) {
    requireRoom(graph, format);
    FoldedNetwork network = FoldedNetwork.of(graph, weights);
    return new OnnxModel(network.graph(), network.weights(), format, batch);
  }

  private static void requireRoom(Graph graph, StoredAs format) {
    long bytes =
        graph.parameters().stream()
            .map(ParameterInfo::shape)
            .mapToLong(shape -> (long) shape.elements() * format.size())
            .sum();
    if (bytes > MAX_PARAMETER_BYTES) {
      throw new ExportException(
          "the parameters of '%s' take %,d MiB, but a model of ONNX holds %,d MiB at most"
              .formatted(graph.name(), bytes >> 20, MAX_PARAMETER_BYTES >> 20));
    }
  }

  private ValueListener<String> remember() {
    return new ValueListener<>() {
      @Override
      public void computed(Node node, String value) {
        values.put(node.path(), value);
      }

      @Override
      public void lastUsed(String value) {}
    };
  }

  /** Makes the network's output an output of the model. */
  void outputLast(String name) {
    output(name, outputShape, last);
  }

  /** Makes the softmax of the network's output an output of the model. */
  void outputSoftmax(String name) {
    output(name, outputShape, OnnxTranslator.softmax(writer, name + ">softmax", last));
  }

  /** Makes the value of a node an output of the model. */
  void outputNode(String name, Node node) {
    output(name, node.outputShape(), Objects.requireNonNull(values.get(node.path())));
  }

  private void output(String name, Shape shape, String value) {
    writer.output(
        name, shape, OnnxTranslator.toBorder(writer, name + ">channels_last", shape, value));
  }

  /** Returns the model, with this metadata and without what none of its outputs needs. */
  ModelProto build(Map<String, String> metadata) {
    List<StringStringEntryProto> properties =
        metadata.entrySet().stream()
            .map(
                each ->
                    StringStringEntryProto.newBuilder()
                        .setKey(each.getKey())
                        .setValue(each.getValue())
                        .build())
            .toList();
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setProducerName("xception")
        .setProducerVersion(LibraryVersion.current())
        .setGraph(writer.build())
        .addAllMetadataProps(properties)
        .build();
  }
}
