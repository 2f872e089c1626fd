package io.github.xception.cli;

import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;

/** The command that only has sub-commands. */
@Command(
    name = "xception",
    header = "Trains and runs image classifiers of the Xception family on an engine of choice.",
    description = {
      "",
      "Start with 'xception train': it trains a small network on a generated data set.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 bad usage or config, 128+n ended by signal n (130 after Ctrl-C).",
      "'xception COMMAND --help' explains a command."
    })
final class RootCommand {
  /** What it has, in the order of its help. */
  static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          ReproduceCommand.class,
          EvaluateCommand.class,
          PredictCommand.class,
          ReportCommand.class,
          CompareCommand.class,
          ExportCommand.class,
          SummaryCommand.class,
          BackendsCommand.class,
          ParityCommand.class,
          BenchCommand.class,
          DataCommand.class);

  @Inject
  RootCommand() {}
}
