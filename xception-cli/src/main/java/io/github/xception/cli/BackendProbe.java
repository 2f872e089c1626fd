package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.BackendOptions;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what a backend can do by starting it: in a process of its own, since a process opens
 * one engine and an engine may end its process.
 */
final class BackendProbe {
  /** The hidden option by which the other process is told what to do. */
  static final String OPTION = "--probe";

  private final Backends backends;

  @Inject
  BackendProbe(Backends backends) {
    this.backends = backends;
  }

  /** Starts a backend in this process and describes it, or why it does not start. */
  ObjectNode here(String name) {
    try (Backend backend = backends.open(name, BackendOptions.DEFAULT)) {
      BackendInfo info = backend.info();
      ObjectNode entry = Json.object().put("name", name).put("available", true).putNull("reason");
      entry.put("engine", info.engine()).put("version", info.version());
      entry.set("devices", Json.strings(info.devices()));
      entry.set(
          "capabilities",
          Json.strings(info.capabilities().stream().map(Enum::name).sorted().toList()));
      return entry;
    } catch (BackendException | LinkageError e) {
      return unavailable(name, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Has another process describe a backend.
   *
   * @param timeout after which the other process is ended, and the backend counts as unavailable
   * @throws InterruptedException if this thread is interrupted; the other process is ended
   */
  ObjectNode elsewhere(String name, Duration timeout) throws InterruptedException {
    try {
      Path directory = Files.createTempDirectory("xception-probe");
      try {
        return elsewhere(name, timeout, directory);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      return unavailable(name, "cannot start a process to find out: " + e.getMessage());
    }
  }

  private static ObjectNode elsewhere(String name, Duration timeout, Path directory)
      throws IOException, InterruptedException {
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    Process process =
        new ProcessBuilder(command(name, directory)).redirectOutput(out).redirectError(err).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return unavailable(name, "did not start within " + timeout.toSeconds() + " seconds");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() == ExitStatus.DONE) {
      return (ObjectNode) Json.read(Files.readString(out.toPath()));
    }
    return unavailable(
        name,
        "its process ended with status "
            + process.exitValue()
            + lastLine(err.toPath()).transform(line -> line.isEmpty() ? "" : ": " + line));
  }

  private static List<String> command(String name, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // A second debugger or agent would find its port or its file taken.
        .filter(argument -> !argument.startsWith("-agent") && !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-XX:ErrorFile=" + directory.resolve("crash.log"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of("backends", OPTION, name));
    return command;
  }

  private static ObjectNode unavailable(String name, String reason) {
    ObjectNode entry = Json.object().put("name", name).put("available", false);
    entry.put("reason", reason).putNull("engine").putNull("version");
    entry.set("devices", Json.array());
    entry.set("capabilities", Json.array());
    return entry;
  }

  private static String lastLine(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (first, second) -> second);
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
