package io.github.xception.tfjava;

import com.google.protobuf.UnsafeByteOperations;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.export.ExportedModel;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.tensor.Tensor;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A network for inference whose parameters are constants.
 *
 * @param definition the graph; the constants are views of the weights
 * @param images names its input, as {@code operation:output}
 * @param logits names its logits
 * @param probabilities names their softmax
 */
record FrozenGraph(GraphDef definition, String images, String logits, String probabilities) {
  /** What one message of protocol buffers can hold, less ample room for all but the parameters. */
  private static final long MAX_PARAMETER_BYTES = Integer.MAX_VALUE - (64L << 20);

  /**
   * Compiles a network.
   *
   * @throws ExportException if its parameters do not fit a graph
   * @throws IllegalArgumentException if the weights are not the network's; the message names the
   *     path
   */
  static FrozenGraph of(ExportedModel model) {
    List<ParameterInfo> parameters = model.graph().parameters();
    requireRoom(model.graph().name(), parameters);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterInfo parameter : parameters) {
      values.put(parameter.path(), model.weights().get(parameter.path(), parameter.shape()));
    }
    try (Graph graph = new Graph()) {
      return compile(model.graph(), values, new GraphWriter(graph));
    } catch (TensorFlowException e) {
      throw new ExportException(
          "TensorFlow refuses the graph of '" + model.graph().name() + "': " + e.getMessage(), e);
    }
  }

  private static void requireRoom(String network, List<ParameterInfo> parameters) {
    long bytes =
        parameters.stream().mapToLong(each -> (long) each.shape().elements() * Float.BYTES).sum();
    if (bytes > MAX_PARAMETER_BYTES) {
      throw new ExportException(
          "the parameters of '%s' take %,d MiB, but a graph of TensorFlow holds %,d MiB at most"
              .formatted(network, bytes >> 20, MAX_PARAMETER_BYTES >> 20));
    }
  }

  private static FrozenGraph compile(
      io.github.xception.api.graph.Graph network, Map<String, Tensor> values, GraphWriter writer) {
    // Placeholders for now: so the weights go from where they are into the file, without a copy in
    // the engine and another one on the Java heap.
    Map<String, Tensor> constants = new HashMap<>();
    Map<String, Output<?>> parameters = new HashMap<>();
    values.forEach(
        (path, value) -> {
          Output<?> parameter =
              writer.placeholder(path, HostTensors.shape(value.shape()).asArray());
          parameters.put(path, parameter);
          constants.put(parameter.op().name(), value);
        });
    Output<?> images =
        writer.placeholder("input>images", HostTensors.anyBatchOf(network.inputShape()));
    Output<?> logits =
        network.translate(
            new GraphTranslator(writer, parameters::get), images, ValueListener.none());
    Output<?> probabilities = writer.apply("Softmax", "output>probabilities", logits);
    return new FrozenGraph(
        freeze(writer.graph().toGraphDef(), constants),
        name(images),
        name(logits),
        name(probabilities));
  }

  private static String name(Output<?> output) {
    return output.op().name() + ":" + output.index();
  }

  private static GraphDef freeze(GraphDef graph, Map<String, Tensor> constants) {
    GraphDef.Builder frozen = graph.toBuilder();
    for (NodeDef.Builder node : frozen.getNodeBuilderList()) {
      Tensor value = constants.get(node.getName());
      if (value != null) {
        node.setOp("Const")
            .clearAttr()
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
            .putAttr("value", AttrValue.newBuilder().setTensor(constant(value)).build());
      }
    }
    return frozen.build();
  }

  private static TensorProto constant(Tensor value) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new ExportException("constants are written on little-endian machines only");
    }
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    value
        .shape()
        .dims()
        .forEach(extent -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent)));
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .setTensorContent(UnsafeByteOperations.unsafeWrap(value.bytes()))
        .build();
  }
}
