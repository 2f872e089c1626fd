package io.github.xception.data;

import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a whole image file of limited size. */
final class FileBytes {
  private FileBytes() {}

  /**
   * Returns the bytes of {@code file}.
   *
   * @throws BadImageException if it is missing, not a regular file, too large or cannot be read
   */
  static byte[] read(Path file) throws BadImageException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new BadImageException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ImageDecoder.MAX_FILE_BYTES + 1);
      if (bytes.length > ImageDecoder.MAX_FILE_BYTES) {
        throw new BadImageException(
            "the file has more than " + ImageDecoder.MAX_FILE_BYTES + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new BadImageException("there is no such file", e);
    } catch (IOException e) {
      throw new BadImageException("the file cannot be read: " + e, e);
    }
  }
}
