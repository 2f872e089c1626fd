package io.github.xception.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that trains: what changes the config, and where the run goes. */
final class RunOptions {
  @Mixin private final ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine that computes; 'xception backends' lists them.")
  private Optional<String> backend = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory to make (default: runs/NAME-TIMESTAMP).")
  private Optional<Path> out = Optional.empty();

  RunOptions() {}

  /** Returns what was said as in {@link ConfigOptions#overrides}. */
  List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    backend.ifPresent(name -> overrides.add("backend.name=" + Json.text(name)));
    overrides.addAll(config.overrides());
    return overrides;
  }

  /** Returns the folder that was asked for. */
  Optional<Path> out() {
    return out;
  }

  /** Returns the folder to make for a run of the network called {@code name}. */
  Path folder(String name) {
    return out.orElseGet(() -> TrainingRun.unused(name));
  }
}
