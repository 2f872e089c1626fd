package io.github.xception.bench.process;

import java.io.IOException;
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

  /** Returns what it said last on standard error, as the end of a sentence about it. */
  public String lastWords() throws IOException {
    return LastWords.told(errors);
  }

  /** Returns the last line of that; empty if it said nothing. */
  public String lastLine() throws IOException {
    List<String> lines = LastWords.of(errors);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
  }

  /** Ends it, if it still runs, and waits until it is gone. */
  public void end() {
    process.destroyForcibly().onExit().join();
  }
}
