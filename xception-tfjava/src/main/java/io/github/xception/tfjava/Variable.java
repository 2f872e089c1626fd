package io.github.xception.tfjava;

import io.github.xception.api.graph.ParameterInfo;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * A resource variable.
 *
 * @param info the parameter that it belongs to
 * @param handle names it in operations that change it
 * @param value what it holds when a run comes to read it, the same for all readers in a run
 * @param fed takes the value that {@code restore} sets
 * @param restore sets it from outside
 */
record Variable(
    ParameterInfo info, Output<?> handle, Output<?> value, Output<?> fed, Operation restore) {

  /** Adds a variable to a graph. */
  static Variable add(GraphWriter writer, String name, ParameterInfo info) {
    org.tensorflow.ndarray.Shape shape = HostTensors.shape(info.shape());
    Output<?> handle =
        writer.apply(
            "VarHandleOp",
            name,
            op ->
                op.setAttr("dtype", DataType.DT_FLOAT)
                    .setAttr("shape", shape)
                    .setAttr("shared_name", name));
    Output<?> value =
        writer.apply(
            "ReadVariableOp",
            name + ">value",
            op -> op.setAttr("dtype", DataType.DT_FLOAT),
            handle);
    Output<?> fed = writer.placeholder(name + ">fed", shape.asArray());
    return new Variable(info, handle, value, fed, assign(writer, name + ">restore", handle, fed));
  }

  /** Adds an operation that sets the variable to a value. */
  Operation assign(GraphWriter writer, String name, Output<?> value) {
    return assign(writer, name, handle, value);
  }

  private static GraphOperation assign(
      GraphWriter writer, String name, Output<?> handle, Output<?> value) {
    return writer.add(
        "AssignVariableOp",
        name,
        op -> op.addInput(handle).addInput(value).setAttr("dtype", DataType.DT_FLOAT));
  }
}
