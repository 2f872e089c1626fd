package io.github.xception.cli;

import io.github.xception.api.graph.Graph;
import io.github.xception.data.Split;
import io.github.xception.data.SplitDatasets;
import java.util.List;

/** Says what a data set holds, and whether a network is for it. */
final class DataReport {
  /** How many names a message lists. */
  private static final int MOST_NAMES = 20;

  private DataReport() {}

  /** Says in one line what there is to train and to test on, and names files that were left out. */
  static void sayParts(Console console, SplitDatasets data) {
    int validation = data.split().names(Split.Part.VALIDATION).size();
    console.say(
        "data: %s images to train on, %s%s held out, %d classes"
            .formatted(
                Numbers.count(data.split().names(Split.Part.TRAIN).size()),
                validation == 0 ? "" : Numbers.count(validation) + " to choose by, ",
                Numbers.count(data.split().names(Split.Part.TEST).size()),
                data.classes().size()));
    saySkipped(console, data);
  }

  /** Names the files that were left out because they cannot be used. */
  static void saySkipped(Console console, SplitDatasets data) {
    data.skipped().forEach(file -> console.say("left out: " + file));
  }

  /**
   * Checks that a network tells apart as many classes as there are.
   *
   * @throws UsageException if not
   */
  static void requireClasses(Graph graph, List<String> classes) {
    if (graph.classes() == classes.size()) {
      return;
    }
    List<String> named = classes.subList(0, Math.min(MOST_NAMES, classes.size()));
    throw new UsageException(
        "the network '%s' tells %d classes apart, but the images have %d: %s%s"
            .formatted(
                graph.name(),
                graph.classes(),
                classes.size(),
                String.join(", ", named),
                named.size() < classes.size() ? ", ..." : ""),
        "Give its last layer ('%s') as many units as there are classes, or take other images."
            .formatted(graph.logits().path()));
  }
}
