package io.github.xception.data;

import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.tensor.Shape;
import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import io.github.xception.data.batch.ImageDataset;
import io.github.xception.data.batch.StoredImage;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.Resizer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Opens data sets as a {@link DataSpec} describes them. Thread-safe. */
public final class Datasets {
  private final DataLocations locations;
  private final ProgressListener listener;
  private final long memory;

  /**
   * Makes an opener that keeps images in up to half of the Java heap.
   *
   * @param locations where data sets lie, such as {@link DataLocations#of(Map, Path)}
   * @param listener hears how many images have been read
   */
  public Datasets(DataLocations locations, ProgressListener listener) {
    this(locations, listener, Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * Makes an opener.
   *
   * @param locations where data sets lie
   * @param listener hears how many images have been read
   * @param memory how many bytes of pixels a data set may keep; images beyond that are read again
   *     each time, which changes nothing but the speed
   */
  public Datasets(DataLocations locations, ProgressListener listener, long memory) {
    this.memory = memory;
    this.locations = Objects.requireNonNull(locations, "locations");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Reads every image once, splits them and returns the parts. Files that are no usable images are
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
    checkInput(input);
    checkBatch(input, batchSize);
    SplitDatasets datasets = read(spec, input, batchSize);
    // The files' bytes and what decoding left would stand beside all that an engine takes from now
    // on.
    System.gc();
    return datasets;
  }

  private SplitDatasets read(DataSpec spec, InputSpec input, int batchSize) {
    ImageSource source = source(spec.source());
    List<Member> planned = Splitter.split(source.classes(), source.images(), spec.split());
    ImageFit fit = fit(spec);
    ImageStore store =
        new ImageStore(ImageDecoder.ofHeap(), input, fit, spec.augmentation().crop(), memory);
    ImageStore.Content content = store.read(source.images(), planned, listener);
    if (!content.bad().isEmpty() && spec.onBadImage() == OnBadImage.FAIL) {
      throw new DataException(
          content.bad().size()
              + " of "
              + planned.size()
              + " files cannot be used; mend or remove them, or set onBadImage to skip:",
          content.bad());
    }
    Split split = Splitter.of(source.classes(), content.members());
    checkEnough(split, batchSize);
    ImageDataset.Options fitted =
        new ImageDataset.Options(
            input,
            ImageFit.whole(filter(spec.resize())),
            batchSize,
            workers(spec.workers()),
            Math.max(1, spec.prefetch()));
    // What is cropped at random is kept whole, and has still to be fitted where nothing varies.
    ImageDataset.Options training =
        spec.augmentation().crop().isPresent() ? fitted.with(fit) : fitted;
    return new SplitDatasets(
        ImageDataset.training(
            split.classes(), content.part(Part.TRAIN), training, spec.augmentation()),
        fixed(split, content.part(Part.VALIDATION), fitted),
        fixed(split, content.part(Part.TEST), fitted),
        split,
        content.sha256(),
        content.bad(),
        content.leaks());
  }

  private static Optional<Dataset> fixed(
      Split split, List<StoredImage> images, ImageDataset.Options options) {
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(ImageDataset.fixed(split.classes(), images, options));
  }

  private ImageSource source(DataSourceSpec source) {
    if (source instanceof DataSourceSpec.Sample sample) {
      return ImageSource.sample(sample);
    }
    if (source instanceof DataSourceSpec.Folder folder) {
      return FolderSource.open(path(folder.path()));
    }
    return Flowers17Source.open(flowers17((DataSourceSpec.Flowers17) source));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new DataException("not a path on this machine: " + e.getMessage(), e);
    }
  }

  private Path flowers17(DataSourceSpec.Flowers17 source) {
    Optional<Path> named = source.path().map(Datasets::path).or(locations::flowers17);
    if (named.isPresent()) {
      return named.get();
    }
    Path fetched = locations.fetchedFlowers17();
    if (Files.exists(fetched)) {
      return fetched;
    }
    throw new DataException(
        "the Flowers-17 images are not on this machine: set "
            + DataLocations.FLOWERS17_VARIABLE
            + " to the path of 17flowers.tgz, or run `xception data fetch` to get it to "
            + fetched);
  }

  static void checkInput(InputSpec input) {
    if (input.channels() != 3) {
      throw new DataException(
          "images have 3 channels, red, green and blue; the model's input asks for "
              + input.channels());
    }
  }

  private static void checkBatch(InputSpec input, int batchSize) {
    if ((long) batchSize * input.height() * input.width() * 3 > Shape.MAX_ELEMENTS) {
      throw new DataException(
          "a batch of "
              + batchSize
              + " images of "
              + input.height()
              + " x "
              + input.width()
              + " pixels holds more than "
              + Shape.MAX_ELEMENTS
              + " values; lower training.batch or the model's input size");
    }
  }

  static ImageFit fit(DataSpec spec) {
    return new ImageFit(new Resizer(filter(spec.resize())), spec.centerCrop());
  }

  /** Returns the filter of a way of resizing. */
  public static Resizer.Filter filter(DataSpec.Resize resize) {
    return switch (resize) {
      case BILINEAR -> Resizer.Filter.TRIANGLE;
      case AREA -> Resizer.Filter.AREA;
      case NEAREST -> Resizer.Filter.NEAREST;
    };
  }

  private static void checkEnough(Split split, int batchSize) {
    List<String> missing =
        IntStream.range(0, split.classes().size())
            .filter(
                label ->
                    split.members().stream()
                        .noneMatch(m -> m.label() == label && m.part() == Part.TRAIN))
            .mapToObj(split.classes()::get)
            .toList();
    if (!missing.isEmpty()) {
      throw new DataException("no image is left to train on of " + String.join(", ", missing));
    }
    int training = split.names(Part.TRAIN).size();
    if (training < batchSize) {
      throw new DataException(
          "the part to train on has "
              + training
              + " images, fewer than one batch of "
              + batchSize
              + "; lower training.batch to at most "
              + training
              + ", or use more images");
    }
  }

  /** One thread prepares images many times faster than an engine on the same processors learns. */
  private static int workers(int asked) {
    return asked > 0
        ? asked
        : Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
  }
}
