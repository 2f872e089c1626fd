package io.github.xception.onnxruntime;

import com.google.protobuf.UnsafeByteOperations;
import io.github.xception.api.export.ExportException;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.onnxruntime.message.Onnx.TensorProto;
import io.github.xception.onnxruntime.message.Onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes the parameters of a network into an ONNX graph, each under its path. */
final class Parameters {
  private final GraphWriter writer;
  private final Weights weights;
  private final StoredAs format;

  /** Writes parameters from {@code weights}, which are copied. */
  Parameters(GraphWriter writer, Weights weights, StoredAs format) {
    this.writer = writer;
    this.weights = weights;
    this.format = format;
  }

  /**
   * Adds a parameter in the order that it has at the border.
   *
   * @param extents what ONNX is to see
   * @return the value
   */
  String add(ParameterInfo parameter, int... extents) {
    return add(parameter, values(parameter), extents);
  }

  /**
   * Adds the kernel of a convolution: filters x in / groups x height x width.
   *
   * @return the value
   */
  String addKernel(ParameterInfo parameter, int filters, int in, int height, int width) {
    float[] border = values(parameter);
    float[] turned = new float[border.length];
    int area = height * width;
    int to = 0;
    for (int filter = 0; filter < filters; filter++) {
      for (int channel = 0; channel < in; channel++) {
        for (int pixel = 0; pixel < area; pixel++) {
          turned[to++] = border[(pixel * in + channel) * filters + filter];
        }
      }
    }
    return add(parameter, turned, filters, in, height, width);
  }

  private float[] values(ParameterInfo parameter) {
    Tensor tensor = weights.get(parameter.path(), parameter.shape());
    return tensor.toArray();
  }

  private String add(ParameterInfo parameter, float[] values, int... extents) {
    if (format == StoredAs.FLOAT32) {
      return writer.tensor(tensor(parameter.path(), format, values, extents));
    }
    requireFit(parameter, values);
    String stored = writer.tensor(tensor(parameter.path() + ">half", format, values, extents));
    return writer.add(
        "Cast",
        parameter.path(),
        List.of(stored),
        GraphWriter.attribute("to", DataType.FLOAT.getNumber()));
  }

  private static void requireFit(ParameterInfo parameter, float[] values) {
    for (float value : values) {
      if (!(Math.abs(value) <= HalfFloat.MAX)) {
        throw new ExportException(
            "%s has the value %s, and a 16-bit float holds %s at most; export 32-bit floats"
                .formatted(parameter.path(), value, HalfFloat.MAX));
      }
    }
  }

  /** Makes a tensor of 32-bit floats. */
  static TensorProto tensor(String name, float[] values, int... extents) {
    return tensor(name, StoredAs.FLOAT32, values, extents);
  }

  private static TensorProto tensor(String name, StoredAs format, float[] values, int... extents) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * format.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      format.put(bytes, value);
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(format.type().getNumber())
            .setRawData(UnsafeByteOperations.unsafeWrap(bytes.flip()));
    for (int extent : extents) {
      tensor.addDims(extent);
    }
    return tensor.build();
  }
}
