package io.github.xception.train;

import io.github.xception.api.spec.TrainingSpec.Ema;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The moving average of a network's parameters that {@link Ema} describes, on the host: the same on
 * every engine. After update n it is avg ← avg + (1 − d)/(1 − dⁿ)·(w − avg) with d = decay^every,
 * an exponential average without the bias of its beginning (Kingma and Ba, 2015, section 3).
 */
final class WeightAverage {
  private final Ema ema;
  private final Map<String, FloatBuffer> sums = new LinkedHashMap<>();
  private Weights average = Weights.of(Map.of());

  private WeightAverage(Ema ema) {
    this.ema = ema;
  }

  /** Returns an average that has seen nothing. */
  static WeightAverage empty(Ema ema) {
    return new WeightAverage(ema);
  }

  /** Returns an average that stands at {@code reached}. */
  static WeightAverage at(Ema ema, Weights reached) {
    WeightAverage result = new WeightAverage(ema);
    result.allocate(reached);
    result.move(reached, 1);
    return result;
  }

  /** Tells whether the average is updated after a step. */
  boolean isDue(long step) {
    return step % ema.every() == 0;
  }

  /**
   * Takes the weights in.
   *
   * @param weights the parameters after a step that {@link #isDue}
   * @param step steps done
   */
  void update(Weights weights, long step) {
    if (sums.isEmpty()) {
      allocate(weights);
    }
    double decay = StrictMath.pow(ema.decay(), ema.every());
    long updates = step / ema.every();
    move(weights, (1 - decay) / (1 - StrictMath.pow(decay, (double) updates)));
  }

  private void allocate(Weights like) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    like.asMap()
        .forEach(
            (path, tensor) -> {
              ByteBuffer memory =
                  ByteBuffer.allocateDirect(tensor.shape().elements() * Float.BYTES)
                      .order(ByteOrder.nativeOrder());
              sums.put(path, memory.asFloatBuffer());
              tensors.put(path, Tensor.wrap(tensor.shape(), memory));
            });
    average = Weights.of(tensors);
  }

  private void move(Weights weights, double share) {
    float part = (float) share;
    sums.forEach(
        (path, sum) -> {
          FloatBuffer values = weights.get(path).floats();
          for (int i = 0; i < sum.limit(); i++) {
            float old = sum.get(i);
            // At a share of 1 the difference would not always lead to the value itself.
            sum.put(i, part == 1 ? values.get(i) : old + part * (values.get(i) - old));
          }
        });
  }

  /** Tells whether it has seen any weights. */
  boolean isPresent() {
    return !sums.isEmpty();
  }

  /** Returns the average, over memory that the next update changes. */
  Weights weights() {
    return average;
  }
}
