package io.github.xception.cli;

import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that groups those about images. */
@Command(
    name = "data",
    header = "Fetches, checks, splits and draws images.",
    description = {""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DataFetchCommand.class,
      DataCheckCommand.class,
      DataSplitCommand.class,
      DataSampleCommand.class
    })
final class DataCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Inject
  DataCommand() {}
}
