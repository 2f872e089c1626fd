package io.github.xception.data;

import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the generated sample set as files, for people to look at. */
public final class SampleFolder {
  private SampleFolder() {}

  /**
   * Writes a folder of PNG files, one sub-folder per class. Read as an image folder, it is the same
   * data set: the same pixels under the same names, so the same split.
   *
   * @param spec which images
   * @param folder the folder to make; it may exist if it is empty
   * @throws DataException if the folder holds something or cannot be written, or the spec asks for
   *     more classes than there are
   */
  public static void write(Sample spec, Path folder) {
    ImageSource source = ImageSource.sample(spec);
    ImageDecoder decoder = ImageDecoder.ofHeap();
    NewFolder.fill(
        folder,
        content -> {
          for (String name : source.classes()) {
            Files.createDirectory(content.resolve(name));
          }
          for (SourceImage image : source.images()) {
            try {
              Files.write(
                  content.resolve(image.name()), PngFile.encode(image.content().decode(decoder)));
            } catch (BadImageException e) {
              throw new IOException(e);
            }
          }
        });
  }
}
