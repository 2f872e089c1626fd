package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.plugin.BrokenPlugin;
import io.github.xception.api.plugin.InstalledPlugin;
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
    description = {
      "",
      "Starts each engine in a process of its own. With --verbose it tells all that it finds out:"
          + " where the native library is, what it is unpacked into and whether there is room, and"
          + " the driver of the GPUs, for engines that cannot start too. Nothing is downloaded.",
      ""
    })
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
      ObjectNode entry = probe.elsewhere(name, Duration.ofSeconds(timeout));
      // Here, not in the process that starts the engine: it may end without an answer.
      ArrayNode environment = entry.putArray("environment");
      for (Fact fact : backends.environment(name)) {
        environment.addObject().put("name", fact.name()).put("value", fact.value());
      }
      InstalledPlugin<?> plugin = backends.plugin(name);
      entry.put("provider", plugin.provider().getClass().getName()).put("file", plugin.file());
      entries.add(entry);
    }
    backends.broken().forEach(broken -> entries.add(entry(broken)));
    console.answer(
        output.json ? Json.write(entries) : output.verbose ? paragraphs(entries) : table(entries));
    return ExitStatus.DONE;
  }

  /** Describes what does not even tell a name: by its class or, if there is none, its file. */
  private static ObjectNode entry(BrokenPlugin broken) {
    ObjectNode entry =
        BackendProbe.unavailable(broken.provider().orElse(broken.file()), broken.problem());
    entry.putArray("environment");
    return entry.put("provider", broken.provider().orElse(null)).put("file", broken.file());
  }

  private static String table(ArrayNode entries) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("BACKEND", "STATE", "ENGINE", "LACKS", "DEVICES, OR WHY IT CANNOT START");
    for (JsonNode entry : entries) {
      String name = entry.get("name").textValue();
      if (entry.get("available").booleanValue()) {
        table.row(name, "ready", engine(entry), lacks(entry), devices(entry));
      } else {
        table.row(name, "not available", "-", "-", reason(entry));
      }
    }
    return table.toString();
  }

  /** Tells all that is known, a paragraph per engine. */
  private static String paragraphs(ArrayNode entries) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(BackendsCommand::paragraph)
        .collect(Collectors.joining("\n"));
  }

  private static String paragraph(JsonNode entry) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT);
    boolean available = entry.get("available").booleanValue();
    table.row(entry.get("name").textValue(), available ? "ready" : "not available");
    if (available) {
      table.row("  engine", engine(entry));
      entry.get("devices").forEach(device -> table.row("  device", device.textValue()));
      table.row("  lacks", lacks(entry));
    } else {
      table.row("  reason", entry.get("reason").textValue());
    }
    entry
        .get("environment")
        .forEach(
            fact -> table.row("  " + fact.get("name").textValue(), fact.get("value").textValue()));
    if (entry.get("provider").isTextual()) {
      table.row("  provider", entry.get("provider").textValue());
    }
    table.row("  file", entry.get("file").textValue());
    return table.toString();
  }

  /** Says why a backend cannot be used; of one without a name also where it is. */
  private static String reason(JsonNode entry) {
    String file = entry.get("file").textValue();
    String name = entry.get("name").textValue();
    boolean named = !name.equals(file) && !name.equals(entry.get("provider").textValue());
    return (named || name.equals(file) ? "" : file + ": ") + entry.get("reason").textValue();
  }

  private static String engine(JsonNode entry) {
    return entry.get("engine").textValue() + " " + entry.get("version").textValue();
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
