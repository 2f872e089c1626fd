package io.github.xception.api.export;

import io.github.xception.api.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes trained networks in a format of another program, for inference there. Found by {@link
 * java.util.ServiceLoader}; making one is cheap and loads nothing native.
 */
public interface ModelExporter {
  /** Returns the name that people write: lower case, for example {@code saved-model}. */
  String format();

  /** Returns what can be asked for in this format. */
  default Set<ExportOption> options() {
    return Set.of();
  }

  /**
   * Writes a network, nothing being asked for. {@link #export} calls this and throws away what an
   * exception leaves behind.
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
   * Writes a network as {@link #write(ExportedModel, Path)} does. A format that has options
   * overrides this.
   *
   * @param options what is asked for; none but those of {@link #options()}
   */
  default ModelSignature write(ExportedModel model, Set<ExportOption> options, Path place)
      throws IOException {
    return write(model, place);
  }

  /**
   * Writes a network, nothing being asked for, so that it is there whole or not at all.
   *
   * @param target the file or folder to make; folders above it are made if need be
   * @return what the written network takes and gives
   * @throws java.nio.file.FileAlreadyExistsException if there is something
   * @throws IOException and others as {@link #write}
   */
  default ModelSignature export(ExportedModel model, Path target) throws IOException {
    return export(model, Set.of(), target);
  }

  /**
   * Writes a network as {@link #export(ExportedModel, Path)} does.
   *
   * @param options what is asked for
   * @throws ExportException also if the format does not have one of them
   */
  default ModelSignature export(ExportedModel model, Set<ExportOption> options, Path target)
      throws IOException {
    EnumSet<ExportOption> lacking = EnumSet.noneOf(ExportOption.class);
    lacking.addAll(options);
    lacking.removeAll(options());
    if (!lacking.isEmpty()) {
      throw new ExportException(
          "the format '" + format() + "' does not have " + lacking + "; it has " + options());
    }
    return DurableFiles.create(target, place -> write(model, options, place));
  }
}
