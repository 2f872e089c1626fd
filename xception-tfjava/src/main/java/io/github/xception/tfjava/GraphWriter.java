package io.github.xception.tfjava;

import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Adds operations to a TensorFlow graph, by type and under names with slashes, which nest in
 * TensorBoard as the paths of the network do.
 *
 * <p>The scopes of the Java API would nest them too, but each new one looks through the whole graph
 * for its name. What stands beside a node of the network is named after it with a {@code >}, which
 * no path has: {@code stem/conv>padded}.
 */
final class GraphWriter {
  private final Graph graph;
  private final Scope scope;

  GraphWriter(Graph graph) {
    this.graph = graph;
    this.scope = graph.baseScope();
  }

  /** Returns the graph that is written to. */
  Graph graph() {
    return graph;
  }

  /** Adds an operation. */
  GraphOperation add(String type, String name, Consumer<GraphOperationBuilder> settings) {
    GraphOperationBuilder builder = graph.opBuilder(type, legal(name), scope);
    settings.accept(builder);
    return builder.build();
  }

  /** TensorFlow's names begin with a letter, a digit or a dot, paths with an underscore too. */
  private static String legal(String name) {
    return name.startsWith("_") ? "." + name : name;
  }

  /** Adds an operation that takes inputs alone, and returns its first output. */
  Output<?> apply(String type, String name, Output<?>... inputs) {
    return apply(type, name, op -> {}, inputs);
  }

  /** Adds an operation with inputs and other settings, and returns its first output. */
  Output<?> apply(
      String type, String name, Consumer<GraphOperationBuilder> settings, Output<?>... inputs) {
    GraphOperation operation =
        add(
            type,
            name,
            op -> {
              for (Output<?> input : inputs) {
                op.addInput(input);
              }
              settings.accept(op);
            });
    return operation.output(0);
  }

  /** Adds an input that is fed with 32-bit floats; an extent of -1 is any. */
  Output<?> placeholder(String name, long... shape) {
    return apply(
        "Placeholder",
        name,
        op ->
            op.setAttr("dtype", DataType.DT_FLOAT)
                .setAttr("shape", org.tensorflow.ndarray.Shape.of(shape)));
  }

  /** Adds a constant number. */
  Output<?> constant(String name, double value) {
    try (TFloat32 tensor = TFloat32.scalarOf((float) value)) {
      return constant(name, tensor);
    }
  }

  /** Adds a constant integer. */
  Output<?> integer(String name, int value) {
    try (TInt32 tensor = TInt32.scalarOf(value)) {
      return constant(name, tensor);
    }
  }

  /** Adds a constant vector of integers. */
  Output<?> integers(String name, int... values) {
    try (TInt32 tensor = TInt32.vectorOf(values)) {
      return constant(name, tensor);
    }
  }

  /** Adds a constant matrix of integers. */
  Output<?> integers(String name, int[][] values) {
    try (TInt32 tensor = TInt32.tensorOf(StdArrays.ndCopyOf(values))) {
      return constant(name, tensor);
    }
  }

  /** Adds a constant, whose value is copied. */
  Output<?> constant(String name, Tensor value) {
    return apply(
        "Const", name, op -> op.setAttr("dtype", value.dataType()).setAttr("value", value));
  }

  /** Adds a tensor of one number. */
  Output<?> filled(String name, double value, io.github.xception.api.tensor.Shape shape) {
    return apply(
        "Fill",
        name,
        integers(name + ">shape", HostTensors.extents(shape)),
        constant(name + ">value", value));
  }

  /** Adds an operation that is done when all of the given ones are. */
  Operation group(String name, Iterable<? extends Operation> operations) {
    return add("NoOp", name, op -> operations.forEach(op::addControlInput));
  }
}
