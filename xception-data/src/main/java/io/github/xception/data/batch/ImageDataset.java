package io.github.xception.data.batch;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.Resizer;
import io.github.xception.data.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Batches of images at hand. A training set is shuffled and augmented, and its epochs hold whole
 * batches only; what is left over in one epoch is other images in the next. Thread-safe.
 */
public final class ImageDataset implements Dataset {
  /**
   * How batches are made.
   *
   * @param input what the network expects
   * @param fit how images get its size where they are not cropped at random
   * @param batchSize images per batch
   * @param workers threads that prepare batches, at least 1
   * @param prefetch batches that are prepared ahead, at least 1
   */
  public record Options(InputSpec input, ImageFit fit, int batchSize, int workers, int prefetch) {
    /** Returns the same with another way for images to get the input's size. */
    public Options with(ImageFit other) {
      return new Options(input, other, batchSize, workers, prefetch);
    }
  }

  /** The order of the images in an epoch. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Order(long seed, long epoch, int[] positions) {}

  private final List<String> classes;
  private final List<StoredImage> images;
  private final Options options;
  private final AugmentationSpec augmentation;
  private final boolean shuffled;
  private final BatchMemoryPool pool;

  /** Several threads may replace it at once: what they write is the same or soon made again. */
  private volatile Order lastOrder;

  private ImageDataset(
      List<String> classes,
      List<StoredImage> images,
      Options options,
      AugmentationSpec augmentation,
      boolean shuffled) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("a data set has at least one image");
    }
    if (shuffled && images.size() < options.batchSize()) {
      throw new IllegalArgumentException(
          images.size() + " images do not fill a batch of " + options.batchSize());
    }
    this.classes = List.copyOf(classes);
    this.images = List.copyOf(images);
    this.options = options;
    this.augmentation = augmentation;
    this.shuffled = shuffled;
    InputSpec input = options.input();
    int most = Math.min(options.batchSize(), images.size());
    this.pool =
        new BatchMemoryPool(
            most, Shape.of(input.height(), input.width(), input.channels()), classes.size());
    this.lastOrder = new Order(0, -1, new int[0]);
  }

  /** Returns a data set to learn from: shuffled and augmented. */
  public static ImageDataset training(
      List<String> classes,
      List<StoredImage> images,
      Options options,
      AugmentationSpec augmentation) {
    return new ImageDataset(classes, images, options, augmentation, true);
  }

  /** Returns a data set to measure with: in a fixed order, as it is, with a smaller last batch. */
  public static ImageDataset fixed(
      List<String> classes, List<StoredImage> images, Options options) {
    return new ImageDataset(classes, images, options, AugmentationSpec.NONE, false);
  }

  /**
   * Returns images as {@link #fixed} gives them, all at once: images x height x width x 3.
   *
   * @param images of the input's size
   */
  public static Tensor unvaried(List<RgbImage> images, InputSpec input) {
    // They have their size, so any filter leaves them as they are.
    InputWriter writer = new InputWriter(input, ImageFit.whole(Resizer.Filter.NEAREST));
    Shape shape = Shape.of(images.size(), input.height(), input.width(), 3);
    return Tensor.create(
        shape, buffer -> images.forEach(i -> buffer.put(writer.write(i, Variation.NONE))));
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public List<Integer> imagesPerClass() {
    int[] counts = new int[classes.size()];
    images.forEach(image -> counts[image.label()]++);
    return IntStream.of(counts).boxed().toList();
  }

  @Override
  public int batchesPerEpoch() {
    return shuffled ? images.size() / options.batchSize() : batchesOfAll();
  }

  @Override
  public ImageDataset atSize(int height, int width) {
    InputSpec input = options.input();
    Options other =
        new Options(
            new InputSpec(height, width, input.channels(), input.scaling()),
            options.fit(),
            options.batchSize(),
            options.workers(),
            options.prefetch());
    return new ImageDataset(classes, images, other, augmentation, shuffled);
  }

  private int batchesOfAll() {
    return (images.size() - 1) / options.batchSize() + 1;
  }

  @Override
  public BatchStream batches(long seed, long first) {
    if (first < 0) {
      throw new IllegalArgumentException("the first batch has index 0, got " + first);
    }
    return stream((index, memory) -> make(seed, index, memory), first, Long.MAX_VALUE);
  }

  @Override
  public BatchStream all() {
    return stream(this::makeUnvaried, 0, batchesOfAll());
  }

  private BatchStream stream(PrefetchingStream.Recipe recipe, long first, long end) {
    return new PrefetchingStream(recipe, pool, first, end, options.workers(), options.prefetch());
  }

  private Batch make(long seed, long index, BatchMemory memory) {
    if (!shuffled) {
      return makeUnvaried(index % batchesPerEpoch(), memory);
    }
    long epoch = index / batchesPerEpoch();
    int begin = (int) (index % batchesPerEpoch()) * options.batchSize();
    int[] order = order(seed, epoch);
    InputWriter writer = new InputWriter(options.input(), options.fit());
    List<String> names = new ArrayList<>(options.batchSize());
    for (int i = 0; i < options.batchSize(); i++) {
      Variation variation = Variation.draw(augmentation, seed, epoch, begin + i, index);
      names.add(write(images.get(order[begin + i]), variation, writer, memory, i));
    }
    augmentation
        .mix()
        .ifPresent(mix -> memory.mix(mix, names.size(), RandomStream.of(seed, "mix/" + index)));
    return memory.batch(names, RandomStream.of(seed, "batch/" + index).nextLong());
  }

  private Batch makeUnvaried(long index, BatchMemory memory) {
    int begin = (int) index * options.batchSize();
    int end = Math.min(begin + options.batchSize(), images.size());
    InputWriter writer = new InputWriter(options.input(), options.fit());
    List<String> names = new ArrayList<>(end - begin);
    for (int i = begin; i < end; i++) {
      names.add(write(images.get(i), Variation.NONE, writer, memory, i - begin));
    }
    return memory.batch(names, RandomStream.of(0, "all/" + index).nextLong());
  }

  private static String write(
      StoredImage image, Variation variation, InputWriter writer, BatchMemory memory, int to) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the stream was closed");
    }
    memory.put(to, writer.write(image.pixels().get(), variation), image.label());
    return image.name();
  }

  /** Returns the order of an epoch: Fisher and Yates, in Durstenfeld's form. */
  private int[] order(long seed, long epoch) {
    Order last = lastOrder;
    if (last.epoch() == epoch && last.seed() == seed) {
      return last.positions();
    }
    int[] positions = IntStream.range(0, images.size()).toArray();
    RandomStream random = RandomStream.of(seed, "shuffle/" + epoch);
    for (int i = positions.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = positions[i];
      positions[i] = positions[j];
      positions[j] = swapped;
    }
    lastOrder = new Order(seed, epoch, positions);
    return positions;
  }
}
