package io.github.xception.data;

import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.data.batch.ImageDataset;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes image files into what a network reads, exactly as test images are made. Thread-safe. */
public final class ImageLoader {
  private final InputSpec input;
  private final ImageFit fit;
  private final ImageDecoder decoder = ImageDecoder.ofHeap();

  /**
   * Makes a loader.
   *
   * @param input what the network expects
   * @param data says how an image gets the size of the input; nothing else of it is used
   * @throws DataException if the network does not expect three channels
   */
  public ImageLoader(InputSpec input, DataSpec data) {
    Datasets.checkInput(input);
    this.input = input;
    this.fit = Datasets.fit(data);
  }

  /**
   * Decodes, orients, crops, resizes and scales images.
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
        images.add(fit.apply(decoded, input.width(), input.height()));
      } catch (BadImageException e) {
        bad.add(BadFile.of(file.toString(), e));
      }
    }
    if (!bad.isEmpty()) {
      throw new DataException(bad.size() + " of " + files.size() + " files cannot be used:", bad);
    }
    return ImageDataset.unvaried(images, input);
  }
}
