package io.github.xception.cli;

import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.data.Datasets;
import io.github.xception.data.SplitDatasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which data set a command is about. */
final class DataSetOptions {
  private static final String DEFAULT_CONFIG = "xception-mini";

  @Option(
      names = "--data",
      paramLabel = "PATH|NAME",
      description =
          "'sample', 'flowers17', the archive 17flowers.tgz, or a folder with a sub-folder per"
              + " class (default: what the config says).")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE|PRESET",
      defaultValue = DEFAULT_CONFIG,
      description = "The training config whose data these are (default: ${DEFAULT-VALUE}).")
  private String config = DEFAULT_CONFIG;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set a value of the config, such as data.split.seed=1; can be repeated.")
  private List<String> settings = new ArrayList<>();

  DataSetOptions() {}

  /** Reads the data set as a training would, and goes on without the files that are bad. */
  SplitDatasets open(Datasets datasets) {
    List<String> overrides = new ArrayList<>();
    data.ifPresent(name -> overrides.add("data.source=" + ConfigOptions.source(name)));
    overrides.addAll(settings);
    overrides.add("data.onBadImage=skip");
    TrainingConfig resolved = Specs.training(config, overrides);
    // Batches of one, so that there may be fewer images than a training takes at a time.
    return datasets.open(resolved.data(), resolved.model().input(), 1);
  }
}
