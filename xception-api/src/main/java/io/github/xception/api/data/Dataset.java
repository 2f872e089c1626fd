package io.github.xception.api.data;

import java.util.List;

/**
 * Labelled images, cut into batches. What a batch holds depends on the seed and its index only,
 * never on threads or on what was read before; so a run that resumes at batch i sees what it would
 * have seen.
 */
public interface Dataset {
  /** Returns the names of the classes; a label is an index into them. */
  List<String> classes();

  /** Returns the number of images. */
  int size();

  /** Returns how many of the images are of each class, in the order of the classes. */
  List<Integer> imagesPerClass();

  /** Returns the number of batches that make up one epoch; at least 1. */
  int batchesPerEpoch();

  /**
   * Opens the endless sequence of batches at the one with index {@code first}; epoch e begins at e
   * · {@link #batchesPerEpoch()}. A shuffled data set has another order in each epoch.
   *
   * @param seed the run's seed
   * @param first index of the first batch, from 0
   */
  BatchStream batches(long seed, long first);

  /**
   * Opens one epoch that holds each image exactly once, in a fixed order; its last batch may be
   * smaller.
   */
  BatchStream all();

  /**
   * Returns the same images in the same order and varied in the same way, at another size.
   *
   * @param height rows in pixels
   * @param width columns in pixels
   * @throws UnsupportedOperationException if the images are of one size only
   */
  Dataset atSize(int height, int width);
}
