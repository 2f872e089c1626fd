package io.github.xception.data;

import io.github.xception.api.data.DataFingerprint;
import io.github.xception.api.data.Dataset;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a data set, ready to be read.
 *
 * @param train the images to learn from: shuffled anew in each epoch and augmented; an epoch has
 *     ⌊images / batch⌋ batches. Its {@code all()} is neither shuffled nor augmented
 * @param validation images kept from training to choose by: never shuffled or augmented; absent if
 *     none are kept
 * @param test the images held out: never shuffled or augmented; absent if none are held out
 * @param split which image is where
 * @param imagesSha256 identifies the images that were read, whatever their part, in hexadecimal
 * @param skipped the files that were left out because they cannot be read
 * @param leaks images that are in two parts under two names
 */
public record SplitDatasets(
    Dataset train,
    Optional<Dataset> validation,
    Optional<Dataset> test,
    Split split,
    String imagesSha256,
    List<BadFile> skipped,
    List<Leak> leaks) {
  /** Copies the lists. */
  public SplitDatasets {
    skipped = List.copyOf(skipped);
    leaks = List.copyOf(leaks);
  }

  /** Returns what tells whether another run has the same images, split in the same way. */
  public DataFingerprint fingerprint() {
    return new DataFingerprint(split.sha256(), imagesSha256);
  }

  /** Returns the names of the classes; a label is an index into them. */
  public List<String> classes() {
    return split.classes();
  }
}
