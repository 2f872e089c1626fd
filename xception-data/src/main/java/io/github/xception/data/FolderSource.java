package io.github.xception.data;

import io.github.xception.data.image.BadImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with one sub-folder per class. Hidden files, and those that desktops leave behind, do
 * not count. A link is followed only as long as it stays inside the folder.
 */
final class FolderSource {
  private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini", "__macosx");

  private final Path root;

  private FolderSource(Path root) {
    this.root = root;
  }

  /**
   * Lists the images in {@code folder}.
   *
   * @throws DataException if it is no folder, has fewer than two classes or a class without images
   */
  static ImageSource open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "expected a folder with one sub-folder of images per class, found "
              + (Files.exists(folder) ? "a file" : "nothing")
              + " at "
              + folder.toAbsolutePath());
    }
    try {
      return new FolderSource(folder.toRealPath()).list();
    } catch (IOException e) {
      throw new DataException("cannot list " + folder.toAbsolutePath() + ": " + e, e);
    }
  }

  private ImageSource list() throws IOException {
    List<Path> folders = visible(root).stream().filter(Files::isDirectory).toList();
    List<String> classes = folders.stream().map(FolderSource::name).toList();
    if (classes.size() < 2) {
      throw new DataException(
          "expected a sub-folder of images for each of at least two classes in "
              + root
              + ", found "
              + (classes.isEmpty() ? "none" : "only " + classes.get(0)));
    }
    List<SourceImage> images = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Path> files = visible(folders.get(label));
      if (files.isEmpty()) {
        empty.add(classes.get(label));
      }
      for (Path file : files) {
        images.add(
            new SourceImage(
                classes.get(label) + "/" + name(file),
                label,
                decoder -> decoder.decode(FileBytes.read(inside(file)))));
      }
    }
    if (!empty.isEmpty()) {
      throw new DataException(
          "no files in the sub-folder of "
              + String.join(", ", empty)
              + " in "
              + root
              + "; put images there or remove the sub-folder");
    }
    return new ImageSource(classes, images);
  }

  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(FolderSource::counts).sorted().toList();
    }
  }

  private static boolean counts(Path file) {
    return !name(file).startsWith(".")
        && !LEFT_BEHIND.contains(name(file).toLowerCase(Locale.ROOT));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Path inside(Path file) throws BadImageException {
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(root)) {
        throw new BadImageException("a link that leads out of the data set's folder");
      }
      if (Files.isDirectory(real)) {
        throw new BadImageException("a folder; images lie directly in the folder of their class");
      }
      return real;
    } catch (IOException e) {
      throw new BadImageException("the file cannot be read: " + e, e);
    }
  }
}
