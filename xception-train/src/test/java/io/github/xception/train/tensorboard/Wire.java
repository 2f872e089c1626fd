package io.github.xception.train.tensorboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message in protobuf's wire format, read by the numbers of its fields: a reader that knows
 * nothing of the classes which wrote it.
 */
final class Wire {
  private final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

  /** Reads a message. */
  static Wire of(byte[] bytes) {
    Wire message = new Wire();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> {
              byte[] inner = new byte[(int) varint(in)];
              in.get(inner);
              yield inner;
            }
            case 5 -> in.getInt();
            default -> throw new AssertionError("wire type " + (key & 7));
          };
      message.fields.computeIfAbsent((int) (key >>> 3), number -> new ArrayList<>()).add(value);
    }
    return message;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  boolean has(int field) {
    return fields.containsKey(field);
  }

  private List<Object> all(int field) {
    return fields.getOrDefault(field, List.of());
  }

  /** Returns a number that is not negative; 0 if it is left out. */
  long number(int field) {
    return has(field) ? (Long) all(field).get(0) : 0;
  }

  double real(int field) {
    return has(field) ? Double.longBitsToDouble((Long) all(field).get(0)) : 0;
  }

  byte[] bytes(int field) {
    return has(field) ? (byte[]) all(field).get(0) : new byte[0];
  }

  List<byte[]> allBytes(int field) {
    return all(field).stream().map(value -> (byte[]) value).toList();
  }

  String text(int field) {
    return new String(bytes(field), UTF_8);
  }

  Wire message(int field) {
    return of(bytes(field));
  }

  List<Wire> messages(int field) {
    return allBytes(field).stream().map(Wire::of).toList();
  }

  /** Returns the packed doubles of a field. */
  double[] doubles(int field) {
    ByteBuffer packed = ByteBuffer.wrap(bytes(field)).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[packed.remaining() / Double.BYTES];
    packed.asDoubleBuffer().get(values);
    return values;
  }

  /** Returns a number of 32 bits. */
  float single(int field) {
    return Float.intBitsToFloat((Integer) all(field).get(0));
  }
}
