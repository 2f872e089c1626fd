package io.github.xception.api.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The extents of a tensor, outermost first.
 *
 * <p>Extents are positive and their product fits a direct {@code float} buffer, so a {@code Shape}
 * that exists can be allocated as far as Java is concerned. A scalar has no extents.
 *
 * @param dims the extents; for an image height, width, channels
 */
public record Shape(List<Integer> dims) {
  /** The most {@code float} elements one direct byte buffer can hold. */
  public static final long MAX_ELEMENTS = Integer.MAX_VALUE / Float.BYTES;

  /**
   * Checks the extents.
   *
   * @throws IllegalArgumentException if an extent is not positive or the product exceeds {@link
   *     #MAX_ELEMENTS}
   */
  public Shape {
    dims = List.copyOf(dims);
    long elements = 1;
    for (int dim : dims) {
      if (dim <= 0) {
        throw new IllegalArgumentException(
            "an extent must be positive, got " + dim + " in " + dims);
      }
      elements *= dim;
      if (elements > MAX_ELEMENTS) {
        throw new IllegalArgumentException(
            "a tensor holds at most " + MAX_ELEMENTS + " elements, got extents " + dims);
      }
    }
  }

  /** Returns the shape with the given extents. */
  public static Shape of(int... dims) {
    return new Shape(Arrays.stream(dims).boxed().toList());
  }

  /** Returns the number of extents. */
  public int rank() {
    return dims.size();
  }

  /** Returns extent {@code axis}, counted from the outermost. */
  public int dim(int axis) {
    return dims.get(axis);
  }

  /** Returns the product of the extents; 1 for a scalar. */
  public int elements() {
    int elements = 1;
    for (int dim : dims) {
      elements *= dim;
    }
    return elements;
  }

  /** Returns this shape with one more extent in front, such as a batch size. */
  public Shape prepend(int dim) {
    return new Shape(Stream.concat(Stream.of(dim), dims.stream()).toList());
  }

  /** Returns the extents joined by {@code x}, for example {@code 149x149x3}. */
  @Override
  public String toString() {
    return dims.isEmpty()
        ? "scalar"
        : dims.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
