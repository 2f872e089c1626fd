package io.github.xception.bench.parity;

import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights that differ from others by no more than a rounding. */
public final class LastBits {
  private LastBits() {}

  /** Returns the weights with the last bit of every value flipped; zeros stay. */
  public static Weights flipped(Weights weights) {
    Map<String, Tensor> flipped = new LinkedHashMap<>();
    weights.asMap().forEach((path, tensor) -> flipped.put(path, flipped(tensor)));
    return Weights.of(flipped);
  }

  private static Tensor flipped(Tensor tensor) {
    FloatBuffer values = tensor.floats();
    return Tensor.create(
        tensor.shape(),
        to -> {
          while (to.hasRemaining()) {
            float value = values.get();
            to.put(value == 0 ? value : Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ 1));
          }
        });
  }
}
