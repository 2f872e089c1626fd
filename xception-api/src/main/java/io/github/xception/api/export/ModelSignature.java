package io.github.xception.api.export;

import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an exported network takes and gives.
 *
 * @param name what the format calls it
 * @param batch how many examples a batch has; empty for any number
 * @param inputs what is fed
 * @param outputs what can be fetched
 */
public record ModelSignature(
    String name, OptionalInt batch, List<Port> inputs, List<Port> outputs) {
  /** Copies the lists. */
  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Makes a signature for batches of any size. */
  public ModelSignature(String name, List<Port> inputs, List<Port> outputs) {
    this(name, OptionalInt.empty(), inputs, outputs);
  }

  /**
   * A tensor of 32-bit floats: a batch.
   *
   * @param name its name
   * @param shape the shape of one example of the batch
   */
  public record Port(String name, Shape shape) {}
}
