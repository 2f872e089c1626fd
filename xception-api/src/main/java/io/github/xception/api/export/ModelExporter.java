package io.github.xception.api.export;

import io.github.xception.api.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes trained networks in a format of another program, for inference there. Found by {@link
 * java.util.ServiceLoader}; making one is cheap and loads nothing native.
 */
public interface ModelExporter {
  /** Returns the name that people write: lower case, for example {@code saved-model}. */
  String format();

  /**
   * Writes a network. {@link #export} calls this and throws away what an exception leaves behind.
   *
   * @param place where to make the file, or the folder, that the format consists of; nothing is
   *     there, but the folder that it belongs into is
   * @return what the written network takes and gives
   * @throws ExportException if the format cannot hold the network
   * @throws IllegalArgumentException if the weights are not the network's; the message names the
   *     path
   * @throws IOException if it cannot be written
   */
  ModelSignature write(ExportedModel model, Path place) throws IOException;

  /**
   * Writes a network so that it is there whole or not at all.
   *
   * @param target the file or folder to make; folders above it are made if need be
   * @return what the written network takes and gives
   * @throws java.nio.file.FileAlreadyExistsException if there is something
   * @throws IOException and others as {@link #write}
   */
  default ModelSignature export(ExportedModel model, Path target) throws IOException {
    return DurableFiles.create(target, place -> write(model, place));
  }
}
