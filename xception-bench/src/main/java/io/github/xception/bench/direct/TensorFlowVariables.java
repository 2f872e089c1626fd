package io.github.xception.bench.direct;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** Resource variables that begin with given weights. */
final class TensorFlowVariables {
  private final Ops tf;
  private final Weights weights;
  private final Map<String, VarHandleOp> handles = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();

  TensorFlowVariables(Ops tf, Weights weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Returns the handle of a variable, which it adds when it is first asked for. */
  VarHandleOp handle(String path) {
    return handles.computeIfAbsent(path, this::add);
  }

  private VarHandleOp add(String path) {
    return tf.varHandleOp(
        TFloat32.class, shape(weights.get(path)), VarHandleOp.sharedName(path.replace('/', '.')));
  }

  /** Returns the value of a variable, which it adds when it is first asked for. */
  Operand<TFloat32> value(String path) {
    return values.computeIfAbsent(path, p -> tf.readVariableOp(handle(p), TFloat32.class));
  }

  /** Returns the paths of the variables that are trained, in the order of their first use. */
  List<String> trainable() {
    return values.keySet().stream().filter(path -> !path.contains("/moving_")).toList();
  }

  /** Sets a variable to zeros. */
  Op zero(VarHandleOp variable, String path) {
    long[] extents = shape(weights.get(path)).asArray();
    return tf.assignVariableOp(variable, tf.zeros(tf.array(extents), TFloat32.class));
  }

  /** Adds a variable of the shape of another. */
  VarHandleOp slot(String path, String slot) {
    return tf.varHandleOp(
        TFloat32.class,
        shape(weights.get(path)),
        VarHandleOp.sharedName(path.replace('/', '.') + "." + slot));
  }

  /** Sets all variables to the weights. */
  void initialise(Session session) {
    List<TFloat32> copies = new ArrayList<>();
    Session.Runner runner = session.runner();
    handles.forEach(
        (path, handle) -> {
          Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class);
          TFloat32 value = tensor(weights.get(path));
          copies.add(value);
          runner.feed(fed, value).addTarget(tf.assignVariableOp(handle, fed));
        });
    runner.run().close();
    copies.forEach(TFloat32::close);
  }

  /** Copies a tensor into TensorFlow; to be closed. */
  static TFloat32 tensor(Tensor tensor) {
    return TFloat32.tensorOf(shape(tensor), DataBuffers.of(tensor.floats()));
  }

  private static Shape shape(Tensor tensor) {
    return Shape.of(tensor.shape().dims().stream().mapToLong(Integer::longValue).toArray());
  }
}
