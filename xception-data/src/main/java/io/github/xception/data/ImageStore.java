package io.github.xception.data;

import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import io.github.xception.data.batch.StoredImage;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.RgbImage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
  private final ImageFit fit;
  private final Optional<Crop> crop;
  private final AtomicLong budget;

  /**
   * Makes an empty store.
   *
   * @param fit how images get the size of the input, but those that are cropped at random
   * @param crop how training images are cropped at random, if they are
   * @param budget bytes of pixels to keep in memory
   */
  ImageStore(
      ImageDecoder decoder, InputSpec input, ImageFit fit, Optional<Crop> crop, long budget) {
    this.decoder = decoder;
    this.input = input;
    this.fit = fit;
    this.crop = crop;
    this.budget = new AtomicLong(budget);
  }

  /**
   * What came of reading.
   *
   * @param images the readable images, in the order they were given
   * @param members the place of each readable image in the split
   * @param leaks the readable images that are in two parts
   * @param sha256 identifies the readable images, name and pixels, in hexadecimal
   * @param bad the others
   */
  record Content(
      List<StoredImage> images,
      List<Member> members,
      List<Leak> leaks,
      String sha256,
      List<BadFile> bad) {
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
    AtomicInteger done = new AtomicInteger();
    List<Outcome> outcomes =
        Parallel.map(
            images.size(),
            i -> {
              Outcome outcome = readOne(images.get(i), members.get(i));
              synchronized (done) {
                listener.progress("reading images", done.incrementAndGet(), images.size());
              }
              return outcome;
            });
    List<StoredImage> stored = new ArrayList<>();
    List<Member> kept = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    List<BadFile> bad = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Good good) {
        stored.add(good.image());
        kept.add(good.member());
        digests.add(good.digest());
      } else if (outcome instanceof Bad file) {
        bad.add(file.file());
      }
    }
    return new Content(stored, kept, Leak.find(kept, digests), digest(kept, digests), bad);
  }

  private sealed interface Outcome {}

  private record Good(StoredImage image, Member member, String digest) implements Outcome {}

  private record Bad(BadFile file) implements Outcome {}

  private Outcome readOne(SourceImage image, Member member) {
    try {
      RgbImage decoded = image.content().decode(decoder);
      RgbImage pixels = prepared(decoded, member.part());
      boolean kept = budget.addAndGet(-pixels.pixels().length) >= 0;
      Supplier<RgbImage> supplier = kept ? () -> pixels : () -> again(image, member.part());
      return new Good(
          new StoredImage(image.name(), image.label(), supplier), member, digest(decoded));
    } catch (BadImageException e) {
      return new Bad(BadFile.of(image.name(), e));
    }
  }

  private RgbImage again(SourceImage image, Part part) {
    try {
      return prepared(image.content().decode(decoder), part);
    } catch (BadImageException e) {
      throw new DataException(image.name() + " has become unreadable: " + e.getMessage(), e);
    }
  }

  /** Returns what identifies all images together. */
  private static String digest(List<Member> members, List<String> digests) {
    MessageDigest all = Sha256.digest();
    for (int i = 0; i < members.size(); i++) {
      String line = members.get(i).name() + '\t' + digests.get(i) + '\n';
      all.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(all);
  }

  /** Returns what identifies an image: not its file, which may be packed in another way. */
  private static String digest(RgbImage image) {
    MessageDigest digest = Sha256.digest();
    digest.update((image.width() + "x").getBytes(StandardCharsets.US_ASCII));
    digest.update(image.pixels());
    return Sha256.hex(digest);
  }

  private RgbImage prepared(RgbImage decoded, Part part) {
    if (part != Part.TRAIN || crop.isEmpty()) {
      return fit.apply(decoded, input.width(), input.height());
    }
    double margin = Math.min(CROP_MARGIN, 1 / Math.sqrt(crop.get().area().min()));
    double shorter = Math.ceil(margin * Math.max(input.width(), input.height()));
    double scale = shorter / Math.min(decoded.width(), decoded.height());
    return scale >= 1
        ? decoded
        : fit.resizer()
            .resize(
                decoded,
                (int) Math.max(1, Math.rint(decoded.width() * scale)),
                (int) Math.max(1, Math.rint(decoded.height() * scale)));
  }
}
