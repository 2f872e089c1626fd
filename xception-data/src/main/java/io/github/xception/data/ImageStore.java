package io.github.xception.data;

import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import io.github.xception.data.batch.StoredImage;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.Resizer;
import io.github.xception.data.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Reads every image once, finds the bad ones, and keeps the pixels in memory, already reduced to
 * what batches need. Images beyond the budget are read again each time: slower, and the same.
 */
final class ImageStore {
  /**
   * The shorter side of a training image that is cropped at random is kept at up to this many times
   * the longer side of the input: sharp enough for the crops, and small enough to keep.
   */
  private static final double CROP_MARGIN = 1.5;

  private final ImageDecoder decoder;
  private final InputSpec input;
  private final Resizer.Filter filter;
  private final Optional<Crop> crop;
  private final AtomicLong budget;

  /**
   * Makes an empty store.
   *
   * @param crop how training images are cropped, if they are
   * @param budget bytes of pixels to keep in memory
   */
  ImageStore(
      ImageDecoder decoder,
      InputSpec input,
      Resizer.Filter filter,
      Optional<Crop> crop,
      long budget) {
    this.decoder = decoder;
    this.input = input;
    this.filter = filter;
    this.crop = crop;
    this.budget = new AtomicLong(budget);
  }

  /**
   * What came of reading.
   *
   * @param images the readable images, in the order they were given
   * @param members the place of each readable image in the split
   * @param bad the others
   */
  record Content(List<StoredImage> images, List<Member> members, List<BadFile> bad) {
    List<StoredImage> part(Part part) {
      return IntStream.range(0, images.size())
          .filter(i -> members.get(i).part() == part)
          .mapToObj(images::get)
          .toList();
    }
  }

  /**
   * Reads images on all processors.
   *
   * @param images the images
   * @param members the place of each in the split
   */
  Content read(List<SourceImage> images, List<Member> members, ProgressListener listener) {
    Object[] results = new Object[images.size()];
    AtomicInteger done = new AtomicInteger();
    Parallel.forEach(
        images.size(),
        i -> {
          results[i] = readOne(images.get(i), members.get(i).part());
          synchronized (done) {
            listener.progress("reading images", done.incrementAndGet(), images.size());
          }
        });
    List<StoredImage> good = new ArrayList<>();
    List<Member> goodMembers = new ArrayList<>();
    List<BadFile> bad = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      if (results[i] instanceof BadFile file) {
        bad.add(file);
      } else {
        good.add((StoredImage) results[i]);
        goodMembers.add(members.get(i));
      }
    }
    return new Content(good, goodMembers, bad);
  }

  private Object readOne(SourceImage image, Part part) {
    try {
      RgbImage pixels = prepared(image, part);
      boolean kept = budget.addAndGet(-pixels.pixels().length) >= 0;
      return new StoredImage(
          image.name(), image.label(), kept ? () -> pixels : () -> again(image, part));
    } catch (BadImageException e) {
      return BadFile.of(image.name(), e);
    }
  }

  private RgbImage again(SourceImage image, Part part) {
    try {
      return prepared(image, part);
    } catch (BadImageException e) {
      throw new DataException(image.name() + " has become unreadable: " + e.getMessage(), e);
    }
  }

  private RgbImage prepared(SourceImage image, Part part) throws BadImageException {
    RgbImage decoded = image.content().decode(decoder);
    Resizer resizer = new Resizer(filter);
    if (part == Part.TEST || crop.isEmpty()) {
      return resizer.resize(decoded, input.width(), input.height());
    }
    double margin = Math.min(CROP_MARGIN, 1 / Math.sqrt(crop.get().area().min()));
    double shorter = Math.ceil(margin * Math.max(input.width(), input.height()));
    double scale = shorter / Math.min(decoded.width(), decoded.height());
    return scale >= 1
        ? decoded
        : resizer.resize(
            decoded,
            (int) Math.max(1, Math.rint(decoded.width() * scale)),
            (int) Math.max(1, Math.rint(decoded.height() * scale)));
  }
}
