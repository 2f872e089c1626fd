package io.github.xception.onnxruntime;

import io.github.xception.api.tensor.Shape;
import io.github.xception.onnxruntime.message.Onnx.AttributeProto;
import io.github.xception.onnxruntime.message.Onnx.AttributeProto.AttributeType;
import io.github.xception.onnxruntime.message.Onnx.GraphProto;
import io.github.xception.onnxruntime.message.Onnx.NodeProto;
import io.github.xception.onnxruntime.message.Onnx.TensorProto;
import io.github.xception.onnxruntime.message.Onnx.TensorProto.DataType;
import io.github.xception.onnxruntime.message.Onnx.TensorShapeProto;
import io.github.xception.onnxruntime.message.Onnx.TypeProto;
import io.github.xception.onnxruntime.message.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Collects an ONNX graph. A value is known by its name: that of an operation with {@code :0} behind
 * it, so that no operation can take the name of an input, an output or a parameter.
 */
final class GraphWriter {
  private static final String ANY_BATCH = "batch";

  private final String name;
  private final OptionalInt batch;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final List<ValueInfoProto> outputs = new ArrayList<>();

  /**
   * Begins with nothing.
   *
   * @param name the graph's name
   * @param batch how many examples a batch has; empty for any number
   */
  GraphWriter(String name, OptionalInt batch) {
    this.name = name;
    this.batch = batch;
  }

  /**
   * Adds an input: a batch of 32-bit floats.
   *
   * @param shape the shape of one example
   * @return the value
   */
  String input(String input, Shape shape) {
    inputs.add(batchOf(input, shape));
    return input;
  }

  /**
   * Makes a value an output: a batch of 32-bit floats.
   *
   * @param output the output's name
   * @param shape the shape of one example
   */
  void output(String output, Shape shape, String value) {
    nodes.add(node("Identity", output + ">output", List.of(value), output).build());
    outputs.add(batchOf(output, shape));
  }

  private ValueInfoProto batchOf(String value, Shape shape) {
    TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
    TensorShapeProto.Dimension.Builder examples = extents.addDimBuilder();
    batch.ifPresentOrElse(examples::setDimValue, () -> examples.setDimParam(ANY_BATCH));
    shape.dims().forEach(extent -> extents.addDimBuilder().setDimValue(extent));
    return ValueInfoProto.newBuilder()
        .setName(value)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(extents)))
        .build();
  }

  /**
   * Adds a tensor that is known beforehand.
   *
   * @return the value
   */
  String tensor(TensorProto tensor) {
    tensors.put(tensor.getName(), tensor);
    return tensor.getName();
  }

  /**
   * Adds an operation.
   *
   * @param type its name in ONNX
   * @param operation its name in this graph
   * @param arguments the values that it reads
   * @return its value
   */
  String add(String type, String operation, List<String> arguments, AttributeProto... attributes) {
    String value = operation + ":0";
    nodes.add(
        node(type, operation, arguments, value).addAllAttribute(Arrays.asList(attributes)).build());
    return value;
  }

  private static NodeProto.Builder node(
      String type, String operation, List<String> arguments, String value) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(operation)
        .addAllInput(arguments)
        .addOutput(value);
  }

  /** Makes a setting of an operation. */
  static AttributeProto attribute(String attribute, int value) {
    return AttributeProto.newBuilder()
        .setName(attribute)
        .setType(AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Makes a setting of an operation. */
  static AttributeProto attribute(String attribute, float value) {
    return AttributeProto.newBuilder()
        .setName(attribute)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** Makes a setting of an operation. */
  static AttributeProto attribute(String attribute, int... values) {
    AttributeProto.Builder ints =
        AttributeProto.newBuilder().setName(attribute).setType(AttributeType.INTS);
    for (int value : values) {
      ints.addInts(value);
    }
    return ints.build();
  }

  /** Returns the graph, without what none of its outputs needs. */
  GraphProto build() {
    Set<String> needed = new HashSet<>();
    outputs.forEach(output -> needed.add(output.getName()));
    List<NodeProto> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (needed.contains(node.getOutput(0))) {
        needed.addAll(node.getInputList());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return GraphProto.newBuilder()
        .setName(name)
        .addAllNode(kept)
        .addAllInitializer(
            tensors.values().stream().filter(each -> needed.contains(each.getName())).toList())
        .addAllInput(inputs)
        .addAllOutput(outputs)
        .build();
  }
}
