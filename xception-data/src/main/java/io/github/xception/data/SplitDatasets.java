package io.github.xception.data;

import io.github.xception.api.data.Dataset;
import java.util.List;
import java.util.Optional;

/**
 * The two parts of a data set, ready to be read.
 *
 * @param train the images to learn from: shuffled anew in each epoch and augmented; an epoch has
 *     ⌊images / batch⌋ batches. Its {@code all()} is neither shuffled nor augmented
 * @param test the images held out: never shuffled or augmented; absent if none are held out
 * @param split which image is where
 * @param skipped the files that were left out because they cannot be read
 */
public record SplitDatasets(
    Dataset train, Optional<Dataset> test, Split split, List<BadFile> skipped) {
  /** Copies the list. */
  public SplitDatasets {
    skipped = List.copyOf(skipped);
  }

  /** Returns the names of the classes; a label is an index into them. */
  public List<String> classes() {
    return split.classes();
  }
}
