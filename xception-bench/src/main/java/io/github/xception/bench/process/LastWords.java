package io.github.xception.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of what a process has said, from the file that it was kept in. */
public final class LastWords {
  /** How much is told. */
  private static final int LINES = 8;

  private LastWords() {}

  /**
   * Returns the last lines, without blank ones; none if there is no file, as when this process is
   * ending and has deleted it.
   */
  public static List<String> of(Path file) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    List<String> lines =
        new String(Files.readAllBytes(file), UTF_8)
            .lines()
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty())
            .toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }

  /** Returns what was said last on standard error, as the end of a sentence about the process. */
  public static String told(Path errors) throws IOException {
    List<String> lines = of(errors);
    return lines.isEmpty()
        ? "; it said nothing on standard error"
        : "; it said last:\n" + indented(lines);
  }

  /** Returns lines as a block behind a line that introduces them. */
  public static String indented(List<String> lines) {
    return String.join("\n", lines).indent(2).stripTrailing();
  }
}
