package io.github.xception.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The entry point of the command line. */
public final class Main {
  /** Set by the launcher: whether standard error is a terminal. */
  private static final String TERMINAL = "xception.terminal";

  /** Set by the launcher: how it was called. */
  private static final String COMMAND = "xception.command";

  /** Set by the launcher where the JVM shall keep the classes: the file that it will write. */
  private static final String CLASSES = "xception.classes";

  private Main() {}

  /**
   * Runs one command and ends the process with its exit status.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    // Standard output belongs to answers: what a library prints must not end up among them.
    System.setOut(err);
    Console console =
        new Console(
            out, err, Boolean.getBoolean(TERMINAL), System.getProperty(COMMAND, "xception"));
    int status = Cli.run(console, arguments);
    if (status == ExitStatus.DONE) {
      Optional.ofNullable(System.getProperty(CLASSES)).ifPresent(Main::recommend);
    }
    System.exit(status);
  }

  /** Tells the launcher that the classes of this run are those that the command needs. */
  private static void recommend(String classes) {
    try {
      Files.createFile(Path.of(classes + ".done"));
    } catch (IOException e) {
      // Then the next run reads its classes from the jars, as this one did.
    }
  }
}
