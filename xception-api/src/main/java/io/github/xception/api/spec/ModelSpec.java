package io.github.xception.api.spec;

import java.util.List;

/**
 * A network as people write it. {@code io.github.xception.api.json.Specs} reads one.
 *
 * @param name the network's name
 * @param input the images it expects
 * @param layers its layers from input to output, blocks and repeats expanded
 * @param json the spec as it was written, blocks and repeats as they are, in compact JSON
 */
public record ModelSpec(String name, InputSpec input, List<Layer> layers, String json) {
  /** Copies the list. */
  public ModelSpec {
    layers = List.copyOf(layers);
  }

  /**
   * Returns this network for images of another size; {@link #json} stays as it was written.
   *
   * @param height rows in pixels
   * @param width columns in pixels
   */
  public ModelSpec atSize(int height, int width) {
    return new ModelSpec(
        name, new InputSpec(height, width, input.channels(), input.scaling()), layers, json);
  }
}
