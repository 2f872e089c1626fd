package io.github.xception.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Extracts the files of a {@code .tar.gz} that nobody vouches for. */
public final class ArchiveExtractor {
  private ArchiveExtractor() {}

  /**
   * Extracts an archive of plain files and folders. Nothing is written outside the folder, and the
   * folder appears only when all is in it.
   *
   * @param archive the archive
   * @param folder the folder to make; it may exist if it is empty
   * @throws DataException if the folder holds something; if the archive is damaged, holds links or
   *     devices, names that lead out of the folder or a name twice, or unpacks to more than 512
   *     MiB, 20,000 entries or 16 MiB for an entry
   */
  public static void extract(Path archive, Path folder) {
    NewFolder.fill(
        folder, content -> TarGz.read(archive, TarGz.LIMITS, entry -> write(entry, content)));
  }

  private static void write(TarGz.Entry entry, Path folder) throws IOException {
    Path file = folder.resolve(safe(entry.name()));
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, entry.content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Returns the name if it is the same relative path below any folder, on every system. */
  private static String safe(String name) throws IOException {
    boolean strange =
        name.isEmpty()
            || name.startsWith("/")
            || name.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':')
            || Arrays.asList(name.split("/", -1)).contains("..");
    if (strange) {
      throw new IOException("it holds a file whose name leads out of its folder: " + name);
    }
    return name;
  }
}
