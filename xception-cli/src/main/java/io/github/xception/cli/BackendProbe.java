package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.bench.process.ChildJvm;
import io.github.xception.bench.process.ChildJvms;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    try (ChildJvms children = ChildJvms.create(Main.class)) {
      return elsewhere(name, timeout, children);
    } catch (IOException e) {
      return unavailable(name, "cannot start a process to find out: " + e.getMessage());
    }
  }

  private static ObjectNode elsewhere(String name, Duration timeout, ChildJvms children)
      throws IOException, InterruptedException {
    Path out = children.folder().resolve("out");
    ChildJvm child = children.start(Redirect.to(out.toFile()), List.of("backends", OPTION, name));
    child.process().getOutputStream().close();
    if (!child.process().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      return unavailable(name, "did not start within " + timeout.toSeconds() + " seconds");
    }
    int status = child.process().exitValue();
    if (status == ExitStatus.DONE) {
      return (ObjectNode) Json.read(Files.readString(out));
    }
    String lastLine = child.lastLine();
    return unavailable(
        name,
        "its process ended with status " + status + (lastLine.isEmpty() ? "" : ": " + lastLine));
  }

  /** Describes a backend that cannot be used. */
  static ObjectNode unavailable(String name, String reason) {
    ObjectNode entry = Json.object().put("name", name).put("available", false);
    entry.put("reason", reason).putNull("engine").putNull("version");
    entry.set("devices", Json.array());
    entry.set("capabilities", Json.array());
    return entry;
  }
}
