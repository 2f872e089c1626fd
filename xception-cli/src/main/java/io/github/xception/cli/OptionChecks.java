package io.github.xception.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of options that are made before anything costly happens. */
final class OptionChecks {
  private OptionChecks() {}

  /**
   * Checks a number.
   *
   * @throws UsageException if it is less than {@code least}
   */
  static void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw new UsageException(option + " must be at least " + least + ", got " + value);
    }
  }

  /**
   * Checks the name of a file to write.
   *
   * @throws UsageException if it is a folder, or there is no folder for it
   */
  static void requirePlace(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageException(option + " names a file to write, and " + file + " is a folder");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException(
          option + " " + file + ": there is no folder " + folder,
          "Make it, or name another place.");
    }
  }
}
