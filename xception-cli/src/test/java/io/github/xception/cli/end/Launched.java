package io.github.xception.cli.end;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xception.cli.ShortRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The distribution's {@code bin/xception} at work in a process of its own. What it says is read
 * line by line while it runs.
 */
final class Launched implements AutoCloseable {
  private static final Path SCRIPT =
      Path.of(System.getProperty("xception.distribution"), "bin", "xception");
  private static final String END = "end of standard error";
  private static final long SECONDS = 300;

  /** The bit of signal 2 in a mask of signals; see proc(5). */
  private static final long SIGINT = 1L << (2 - 1);

  private final List<String> command;
  private final Path out;
  private final Process process;
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> said = new ArrayList<>();

  private Launched(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    command =
        Stream.of(interruptible(), List.of(SCRIPT.toString()), List.of(arguments))
            .flatMap(List::stream)
            .toList();
    out = Files.createTempFile("launched", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out.toFile());
    builder.environment().put("JAVA_OPTS", ShortRun.JAVA_OPTS);
    builder.environment().putAll(environment);
    process = builder.start();
    process.getOutputStream().close();
    Thread reader = new Thread(this::read, "standard error of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Returns what has to stand before a command so that Ctrl-C reaches it. A shell starts a job in
   * its background with SIGINT ignored, and what that job starts inherits it; so does a build.
   */
  private static List<String> interruptible() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(status)) {
      boolean ignored =
          lines
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
              .anyMatch(mask -> (mask & SIGINT) != 0);
      return ignored ? List.of("env", "--default-signal=INT") : List.of();
    }
  }

  /** Starts a command in a folder. */
  static Launched in(Path directory, String... arguments) throws IOException {
    return new Launched(directory, Map.of(), arguments);
  }

  /** Starts a command in a folder, with more variables. */
  static Launched in(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    return new Launched(directory, environment, arguments);
  }

  private void read() {
    try (BufferedReader lines = process.errorReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        unread.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      unread.add(END);
    }
  }

  /** Waits for a line of standard error that contains {@code text}. */
  Launched awaitLine(String text) throws InterruptedException {
    while (true) {
      String line = unread.poll(SECONDS, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError(command + " never said '" + text + "' but\n" + err());
      }
      said.add(line);
      if (line.contains(text)) {
        return this;
      }
    }
  }

  /** Sends a signal as {@code kill} does, for example {@code INT}. */
  Launched signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new AssertionError("kill -" + name + " ended with " + status);
    }
    return this;
  }

  /** Ends the process without a chance to do anything, as SIGKILL does. */
  Launched kill() {
    // Process.destroyForcibly would also close standard error while it is read.
    process.toHandle().destroyForcibly();
    return this;
  }

  /** Waits for the end and returns the exit status. */
  int await() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(command + " still runs and said\n" + err());
    }
    String line = unread.poll(SECONDS, TimeUnit.SECONDS);
    while (line != null && !line.equals(END)) {
      said.add(line);
      line = unread.poll(SECONDS, TimeUnit.SECONDS);
    }
    unread.add(END);
    return process.exitValue();
  }

  /** Returns the processes that it has started and that run. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Returns what has been read of standard error. */
  String err() {
    return String.join("\n", said);
  }

  /** Returns standard output so far. */
  String out() throws IOException {
    return Files.readString(out);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Files.delete(out);
  }
}
