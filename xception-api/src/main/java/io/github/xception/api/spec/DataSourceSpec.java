package io.github.xception.api.spec;

import io.github.xception.api.spec.form.Default;
import io.github.xception.api.spec.form.Range;
import java.util.Optional;

/** Where images come from. */
public sealed interface DataSourceSpec
    permits DataSourceSpec.Sample, DataSourceSpec.Flowers17, DataSourceSpec.Folder {
  /**
   * Drawn flowers: generated, so nothing has to be fetched.
   *
   * @param classes kinds of flowers
   * @param perClass images of each kind
   * @param size height and width in pixels
   * @param seed decides every image
   */
  record Sample(
      @Range(min = 2, max = 12) @Default("5") int classes,
      @Range(min = 2, max = 100_000) @Default("100") int perClass,
      @Range(min = 8, max = 1024) @Default("64") int size,
      @Default("0") long seed)
      implements DataSourceSpec {}

  /**
   * The 17 Category Flowers images.
   *
   * @param path the archive {@code 17flowers.tgz} or the folder it was extracted to; absent: the
   *     archive that the environment variable {@code XCEPTION_FLOWERS17} names, else the copy that
   *     {@code xception data fetch} keeps
   */
  record Flowers17(Optional<String> path) implements DataSourceSpec {}

  /**
   * A folder with one sub-folder of images per class.
   *
   * @param path the folder
   */
  record Folder(String path) implements DataSourceSpec {}
}
