package io.github.xception.data;

import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Makes image files into what a network reads, exactly as test images are made. Thread-safe. */
public final class ImageLoader {
  private final InputSpec input;
  private final Resize resize;

  /**
   * Makes a loader.
   *
   * @param input what the network expects
   * @param resize how an image gets the size of the input
   */
  public ImageLoader(InputSpec input, Resize resize) {
    this.input = Objects.requireNonNull(input, "input");
    this.resize = Objects.requireNonNull(resize, "resize");
  }

  /**
   * Decodes, orients, resizes and scales images.
   *
   * @param files the files, at least one
   * @return files x height x width x channels, in the order of the files
   * @throws DataException if files cannot be read as images; it names them all
   */
  public Tensor load(List<Path> files) {
    if (files.isEmpty()) {
      throw new DataException("expected at least one image file, got none");
    }
    throw new UnsupportedOperationException(files + " to " + input + " by " + resize);
  }
}
