package io.github.xception.onnxruntime;

import io.github.xception.onnxruntime.message.Onnx.TensorProto.DataType;
import java.nio.ByteBuffer;

/** How the parameters of a network are held in its model. */
enum StoredAs {
  /** As they are. */
  FLOAT32(DataType.FLOAT, Float.BYTES) {
    @Override
    void put(ByteBuffer bytes, float value) {
      bytes.putFloat(value);
    }
  },
  /** Rounded to 16 bits; the model widens them to 32 before it computes with them. */
  FLOAT16(DataType.FLOAT16, Short.BYTES) {
    @Override
    void put(ByteBuffer bytes, float value) {
      bytes.putShort(HalfFloat.of(value));
    }
  };

  private final DataType type;
  private final int size;

  StoredAs(DataType type, int size) {
    this.type = type;
    this.size = size;
  }

  /** Returns ONNX's name for it. */
  DataType type() {
    return type;
  }

  /** Returns the bytes that an element takes. */
  int size() {
    return size;
  }

  /** Appends an element. */
  abstract void put(ByteBuffer bytes, float value);
}
