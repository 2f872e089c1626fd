package io.github.xception.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Image files as they are named on the command line: files, and folders of files. */
final class ImageArguments {
  /** In a folder, only these are taken; a file that is named itself is always taken. */
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

  private ImageArguments() {}

  /**
   * Returns the files, and for each folder the images in it and below it, sorted by name. A name
   * that is neither is kept, so that it is reported where it is read.
   */
  static List<Path> expand(List<Path> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        try (Stream<Path> below = Files.walk(argument)) {
          below.filter(ImageArguments::isImage).sorted().forEach(files::add);
        }
      } else {
        files.add(argument);
      }
    }
    return files;
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension) && Files.isRegularFile(file);
  }
}
