package io.github.xception.data;

import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.InputSpec;
import java.util.Map;
import java.util.Objects;

/** Opens data sets as a {@link DataSpec} describes them. Thread-safe. */
public final class Datasets {
  private final DataLocations locations;
  private final ProgressListener listener;

  /**
   * Makes an opener.
   *
   * @param locations where data sets lie, such as {@link DataLocations#of(Map, java.nio.file.Path)}
   * @param listener hears how many images have been read
   */
  public Datasets(DataLocations locations, ProgressListener listener) {
    this.locations = Objects.requireNonNull(locations, "locations");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Reads every image once, splits them and returns both parts. Files that are no usable images are
   * all found here, before training starts.
   *
   * @param spec which images, and how they become batches
   * @param input what the network expects
   * @param batchSize images per batch
   * @throws DataException if the source cannot be read or has too few images or classes; if the
   *     spec asks for what cannot be done; or if files are bad and {@code spec.onBadImage()} is
   *     {@code FAIL}: then it names them all
   */
  public SplitDatasets open(DataSpec spec, InputSpec input, int batchSize) {
    if (batchSize < 1) {
      throw new DataException("a batch has at least 1 image, got a batch size of " + batchSize);
    }
    throw new UnsupportedOperationException(spec.source() + " in " + locations + listener + input);
  }
}
