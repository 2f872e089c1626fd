package io.github.xception.bench.process;

import io.github.xception.api.file.DurableFiles;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other processes that run this program, and a folder for what they write. When this is closed, or
 * this process is asked to end, they are ended and the folder is deleted.
 */
public final class ChildJvms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildJvms.class);

  private final Class<?> main;
  private final Path folder;
  private final List<ChildJvm> children = new ArrayList<>();
  private final Thread hook = new Thread(this::endAll, "ends child processes");
  private boolean closed;

  private ChildJvms(Class<?> main, Path folder) {
    this.main = main;
    this.folder = folder;
  }

  /**
   * Makes the folder; starts nothing yet.
   *
   * @param main the class whose {@code main} they run
   * @throws IOException if the folder cannot be made
   */
  public static ChildJvms create(Class<?> main) throws IOException {
    ChildJvms jvms = new ChildJvms(main, Files.createTempDirectory("xception-"));
    Runtime.getRuntime().addShutdownHook(jvms.hook);
    return jvms;
  }

  /** Returns the folder, which is there until this is closed. */
  public Path folder() {
    return folder;
  }

  /**
   * Starts a process on the Java, with the options and with the class path of this one.
   *
   * @param out where its standard output goes
   * @param arguments what its {@code main} gets
   * @throws IOException if it cannot be started
   * @throws IllegalStateException if closed
   */
  public ChildJvm start(Redirect out, List<String> arguments) throws IOException {
    return start(out, Map.of(), List.of(), arguments);
  }

  /**
   * Starts a process on the Java, with the options and with the class path of this one.
   *
   * @param out where its standard output goes
   * @param environment variables beside those of this process, in whose place they are
   * @param options more options for the JVM
   * @param arguments what its {@code main} gets
   * @throws IOException if it cannot be started
   * @throws IllegalStateException if closed
   */
  public synchronized ChildJvm start(
      Redirect out, Map<String, String> environment, List<String> options, List<String> arguments)
      throws IOException {
    if (closed) {
      throw new IllegalStateException("no process is started any more");
    }
    int number = children.size() + 1;
    Path errors = folder.resolve("errors-" + number + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(folder.resolve("crash-" + number + ".log"), options, arguments))
            .redirectOutput(out)
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    ChildJvm child = new ChildJvm(process, errors);
    children.add(child);
    return child;
  }

  private List<String> command(Path crashFile, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(inheritedOptions());
    command.add("-XX:ErrorFile=" + crashFile);
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** Returns the options of this process's JVM that another one can have too. */
  public static List<String> inheritedOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // A second debugger or agent would find its port or its file taken.
        .filter(argument -> !argument.startsWith("-agent") && !argument.startsWith("-javaagent"))
        .toList();
  }

  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending, and the hook has nothing left to do.
    }
  }

  private synchronized void endAll() {
    if (closed) {
      return;
    }
    closed = true;
    children.forEach(ChildJvm::end);
    try {
      DurableFiles.deleteTree(folder);
    } catch (IOException e) {
      LOG.warn("Cannot delete the temporary folder {}: {}", folder, e.toString());
    }
  }
}
