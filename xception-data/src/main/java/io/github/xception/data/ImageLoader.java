package io.github.xception.data;

import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.data.batch.ImageDataset;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.Resizer;
import io.github.xception.data.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes image files into what a network reads, exactly as test images are made. Thread-safe. */
public final class ImageLoader {
  private final InputSpec input;
  private final Resizer.Filter filter;
  private final ImageDecoder decoder = ImageDecoder.ofHeap();

  /**
   * Makes a loader.
   *
   * @param input what the network expects
   * @param resize how an image gets the size of the input
   * @throws DataException if the network does not expect three channels
   */
  public ImageLoader(InputSpec input, Resize resize) {
    Datasets.checkInput(input);
    this.input = input;
    this.filter = Datasets.filter(resize);
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
    List<RgbImage> images = new ArrayList<>();
    List<BadFile> bad = new ArrayList<>();
    for (Path file : files) {
      try {
        RgbImage decoded = decoder.decode(FileBytes.read(file));
        images.add(new Resizer(filter).resize(decoded, input.width(), input.height()));
      } catch (BadImageException e) {
        bad.add(BadFile.of(file.toString(), e));
      }
    }
    if (!bad.isEmpty()) {
      throw new DataException(bad.size() + " of " + files.size() + " files cannot be used:", bad);
    }
    return ImageDataset.unvaried(images, input, filter);
  }
}
