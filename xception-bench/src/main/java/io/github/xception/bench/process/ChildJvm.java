package io.github.xception.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Another process that runs this program. What it says on standard error is kept in a file. */
public final class ChildJvm {
  private final Process process;
  private final Path errors;

  ChildJvm(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Returns the process. */
  public Process process() {
    return process;
  }

  /**
   * Returns what it said last on standard error, without blank lines; empty if it said nothing, or
   * if this process is ending and has deleted it.
   *
   * @param count how many lines at most
   */
  public String lastWords(int count) throws IOException {
    if (Files.notExists(errors)) {
      return "";
    }
    List<String> lines =
        new String(Files.readAllBytes(errors), UTF_8)
            .lines()
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty())
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  /** Ends it, if it still runs, and waits until it is gone. */
  public void end() {
    process.destroyForcibly().onExit().join();
  }
}
