package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.xception.api.backend.Capability;
import io.github.xception.cli.TextTable.Align;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the backends on the class path. */
@Command(
    name = "backends",
    header = "Lists the engines on the class path: versions, devices, and why one cannot start.",
    description = {"", "Starts each engine in a process of its own.", ""})
final class BackendsCommand implements Callable<Integer> {
  private final Console console;
  private final Backends backends;
  private final BackendProbe probe;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long an engine may take to start (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = BackendProbe.OPTION, paramLabel = "NAME", hidden = true)
  private Optional<String> probed = Optional.empty();

  @Inject
  BackendsCommand(Console console, Backends backends, BackendProbe probe) {
    this.console = console;
    this.backends = backends;
    this.probe = probe;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (probed.isPresent()) {
      console.answer(Json.write(probe.here(probed.get())));
      return ExitStatus.DONE;
    }
    if (timeout <= 0) {
      throw new UsageException("--timeout must be at least 1 second, got " + timeout);
    }
    ArrayNode entries = Json.array();
    for (String name : backends.names()) {
      entries.add(probe.elsewhere(name, Duration.ofSeconds(timeout)));
    }
    console.answer(output.json ? Json.write(entries) : table(entries));
    return ExitStatus.DONE;
  }

  private static String table(ArrayNode entries) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("BACKEND", "STATE", "ENGINE", "LACKS", "DEVICES, OR WHY IT CANNOT START");
    for (JsonNode entry : entries) {
      String name = entry.get("name").textValue();
      if (entry.get("available").booleanValue()) {
        String engine = entry.get("engine").textValue() + " " + entry.get("version").textValue();
        table.row(name, "ready", engine, lacks(entry), devices(entry));
      } else {
        table.row(name, "not available", "-", "-", entry.get("reason").textValue());
      }
    }
    return table.toString();
  }

  private static String lacks(JsonNode entry) {
    EnumSet<Capability> lacking = EnumSet.allOf(Capability.class);
    entry
        .get("capabilities")
        .forEach(capability -> lacking.remove(Capability.valueOf(capability.textValue())));
    return lacking.isEmpty()
        ? "nothing"
        : lacking.stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  private static String devices(JsonNode entry) {
    return StreamSupport.stream(entry.get("devices").spliterator(), false)
        .map(JsonNode::textValue)
        .collect(Collectors.joining(", "));
  }
}
