package io.github.xception.api.data;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Examples that go through a network together.
 *
 * <p>The tensors of a batch that comes from a {@link BatchStream} are valid until the stream is
 * asked for the next one: the stream uses their memory again.
 *
 * @param images batch x height x width x channels, RGB, scaled as the model's input asks
 * @param labels batch x classes; each row a distribution over the classes, one-hot unless smoothed
 *     or mixed
 * @param names where each example came from, such as a file's name, in the order of the rows
 * @param key decides everything random that happens to this batch inside the network (dropout
 *     masks); it depends on the seed and the batch's position only
 */
public record Batch(Tensor images, Tensor labels, List<String> names, long key) {
  /**
   * Checks that images, labels and names agree.
   *
   * @throws IllegalArgumentException if their numbers of examples or their ranks differ
   */
  public Batch {
    names = List.copyOf(names);
    Shape imageShape = images.shape();
    Shape labelShape = labels.shape();
    if (imageShape.rank() != 4 || labelShape.rank() != 2) {
      throw new IllegalArgumentException(
          "expected images batch x height x width x channels and labels batch x classes, got "
              + imageShape
              + " and "
              + labelShape);
    }
    if (imageShape.dim(0) != labelShape.dim(0) || imageShape.dim(0) != names.size()) {
      throw new IllegalArgumentException(
          "got "
              + imageShape.dim(0)
              + " images, "
              + labelShape.dim(0)
              + " rows of labels and "
              + names.size()
              + " names");
    }
  }

  /**
   * Counts the examples whose largest logit is at their largest label; the first of equals counts.
   *
   * @param logits as the labels: batch x classes, from position 0
   */
  public int countCorrect(FloatBuffer logits) {
    int classes = labels.shape().dim(1);
    FloatBuffer wanted = labels.floats();
    int correct = 0;
    for (int row = 0; row < size(); row++) {
      if (largest(logits, row * classes, classes) == largest(wanted, row * classes, classes)) {
        correct++;
      }
    }
    return correct;
  }

  private static int largest(FloatBuffer values, int start, int length) {
    int largest = 0;
    for (int i = 1; i < length; i++) {
      if (values.get(start + i) > values.get(start + largest)) {
        largest = i;
      }
    }
    return largest;
  }

  /**
   * Returns some of the examples, over the same memory.
   *
   * @param begin the first one
   * @param end the one after the last
   * @param partKey the key of the part
   * @throws IndexOutOfBoundsException if there are no such examples
   */
  public Batch part(int begin, int end, long partKey) {
    return new Batch(
        images.rows(begin, end), labels.rows(begin, end), names.subList(begin, end), partKey);
  }

  /** Returns the number of examples. */
  public int size() {
    return names.size();
  }
}
