package io.github.xception.train.survey;

import io.github.xception.api.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What a network makes of each image of a data set, in the data set's order.
 *
 * @param classes the names of the classes, in the order of the network's outputs
 * @param examples the images
 * @param probabilities images x classes: the softmax of the network's output
 * @param features what the network sees in the images; empty if the backend does not show inner
 *     values, or if the network has no layer to take them from
 */
public record Survey(
    List<String> classes,
    List<Example> examples,
    Tensor probabilities,
    Optional<Features> features) {
  /** Copies the lists. */
  public Survey {
    classes = List.copyOf(classes);
    examples = List.copyOf(examples);
  }

  /**
   * One image.
   *
   * @param name where it came from, such as a file's name
   * @param label index of its class
   * @param predicted index of the class that the network gives: the first of the largest outputs
   * @param thumbnail how it looks to the network
   */
  public record Example(String name, int label, int predicted, Thumbnail thumbnail) {
    /** Returns whether the network gives the image's own class. */
    public boolean correct() {
      return label == predicted;
    }
  }

  /**
   * The values of one layer.
   *
   * @param path the layer's path
   * @param vectors images x values; an image-shaped value is flattened
   */
  public record Features(String path, Tensor vectors) {}

  /**
   * Returns the probability that the network gives to an image's being of a class.
   *
   * @param example index of the image
   * @param label index of the class
   */
  public double probability(int example, int label) {
    return probabilities.floats().get(example * classes.size() + label);
  }

  /** Returns the number of images whose class the network gives. */
  public int correct() {
    return (int) examples.stream().filter(Example::correct).count();
  }
}
