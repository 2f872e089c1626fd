package io.github.xception.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Interval;
import io.github.xception.api.spec.AugmentationSpec.Per;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.Resizer.Filter;
import io.github.xception.data.image.RgbImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImageDatasetTest {
  private static final InputSpec INPUT = new InputSpec(5, 4, 3, Scaling.SYMMETRIC);
  private static final ImageFit WHOLE = ImageFit.whole(Filter.TRIANGLE);
  private static final AugmentationSpec LIVELY =
      new AugmentationSpec(
          true,
          20,
          63,
          new Interval(0.2, 1.8),
          new Interval(0.5, 1.5),
          20,
          Per.IMAGE,
          Optional.of(new Crop(new Interval(0.35, 1), new Interval(0.75, 1.3333))),
          Optional.empty());

  /** What a batch held, copied out of the memory it lent. */
  private record Copy(List<Float> images, List<Float> labels, List<String> names, long key) {
    static Copy of(Batch batch) {
      return new Copy(
          boxed(batch.images().toArray()),
          boxed(batch.labels().toArray()),
          batch.names(),
          batch.key());
    }

    private static List<Float> boxed(float[] values) {
      return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }
  }

  private static List<StoredImage> images(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              RgbImage image = InputWriterTest.random(9, 8, i);
              return new StoredImage("image" + i, i % 3, () -> image);
            })
        .toList();
  }

  private static ImageDataset training(int count, int batch, int workers, int prefetch) {
    return ImageDataset.training(
        List.of("a", "b", "c"),
        images(count),
        new ImageDataset.Options(INPUT, WHOLE, batch, workers, prefetch),
        LIVELY);
  }

  private static ImageDataset fixed(int count, int batch) {
    return ImageDataset.fixed(
        List.of("a", "b", "c"), images(count), new ImageDataset.Options(INPUT, WHOLE, batch, 2, 3));
  }

  private static List<Copy> take(BatchStream stream, int count) {
    try (stream) {
      return Stream.generate(stream::next).limit(count).map(Copy::of).toList();
    }
  }

  @Property(tries = 20)
  void threadsAndPrefetchDoNotShow(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 6) int workers,
      @ForAll @IntRange(min = 1, max = 9) int prefetch) {
    List<Copy> expected = take(training(11, 3, 1, 1).batches(seed, 0), 8);
    assertThat(take(training(11, 3, workers, prefetch).batches(seed, 0), 8)).isEqualTo(expected);
  }

  @Property(tries = 20)
  void resumesAtAnyBatch(@ForAll long seed, @ForAll @IntRange(min = 0, max = 7) int first) {
    ImageDataset dataset = training(11, 3, 2, 4);
    List<Copy> whole = take(dataset.batches(seed, 0), 9);
    assertThat(take(dataset.batches(seed, first), 9 - first)).isEqualTo(whole.subList(first, 9));
  }

  @Test
  void atAnotherSizeTheImagesTheirOrderAndTheirVariationsAreTheSame() {
    ImageDataset dataset = training(11, 3, 2, 4);
    List<Copy> own = take(dataset.batches(5, 2), 3);
    List<Copy> larger = take(dataset.atSize(10, 8).batches(5, 2), 3);
    for (int i = 0; i < 3; i++) {
      assertThat(larger.get(i).names()).isEqualTo(own.get(i).names());
      assertThat(larger.get(i).labels()).isEqualTo(own.get(i).labels());
      assertThat(larger.get(i).key()).isEqualTo(own.get(i).key());
      assertThat(larger.get(i).images()).hasSize(4 * own.get(i).images().size());
      assertThat(mean(larger.get(i))).isCloseTo(mean(own.get(i)), within(0.05));
    }
    assertThat(take(dataset.atSize(5, 4).batches(5, 2), 3)).isEqualTo(own);
  }

  private static double mean(Copy batch) {
    return batch.images().stream().mapToDouble(value -> value).average().orElseThrow();
  }

  @Test
  void anEpochHoldsEachImageAtMostOnceAndTheNextAnotherOrder() {
    ImageDataset dataset = training(11, 3, 2, 4);
    assertThat(dataset.batchesPerEpoch()).isEqualTo(3);
    List<Copy> batches = take(dataset.batches(5, 0), 6);
    List<String> first = names(batches.subList(0, 3));
    List<String> second = names(batches.subList(3, 6));
    assertThat(first).hasSize(9).doesNotHaveDuplicates().isNotEqualTo(second);
    assertThat(second).doesNotHaveDuplicates();
    Set<String> everything = new HashSet<>(names(take(dataset.batches(5, 0), 60)));
    assertThat(everything).hasSize(11);
  }

  private static List<String> names(List<Copy> batches) {
    return batches.stream().flatMap(batch -> batch.names().stream()).toList();
  }

  @Test
  void seedsAndIndicesGiveOtherBatchesAndKeys() {
    ImageDataset dataset = training(11, 3, 2, 4);
    List<Copy> one = take(dataset.batches(1, 0), 30);
    List<Copy> two = take(dataset.batches(2, 0), 30);
    assertThat(names(one)).isNotEqualTo(names(two));
    assertThat(Stream.concat(one.stream(), two.stream()).map(Copy::key).distinct()).hasSize(60);
  }

  @Test
  void noTwoPlacesAreVariedAlike() {
    RgbImage same = InputWriterTest.random(9, 8, 0);
    ImageDataset dataset =
        ImageDataset.training(
            List.of("a"),
            Collections.nCopies(6, new StoredImage("same", 0, () -> same)),
            new ImageDataset.Options(INPUT, WHOLE, 2, 1, 1),
            LIVELY);
    List<List<Float>> images = new ArrayList<>();
    for (Copy batch : take(dataset.batches(1, 0), 9)) {
      images.add(batch.images().subList(0, 60));
      images.add(batch.images().subList(60, 120));
    }
    assertThat(images).hasSize(18).doesNotHaveDuplicates();
  }

  @Test
  void labelsAreOneHot() {
    for (Copy batch : take(training(11, 3, 1, 2).batches(3, 0), 20)) {
      for (int i = 0; i < 3; i++) {
        int label = Integer.parseInt(batch.names().get(i).substring("image".length())) % 3;
        List<Float> expected = new ArrayList<>(List.of(0f, 0f, 0f));
        expected.set(label, 1f);
        assertThat(batch.labels().subList(3 * i, 3 * i + 3)).isEqualTo(expected);
      }
    }
  }

  @Test
  void allHoldsEachImageOnceInOrderAndUnvaried() {
    for (ImageDataset dataset : List.of(training(11, 4, 2, 3), fixed(11, 4))) {
      try (BatchStream stream = dataset.all()) {
        int next = 0;
        while (stream.hasNext()) {
          Batch batch = stream.next();
          assertThat(batch.size()).isEqualTo(next < 8 ? 4 : 3);
          for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.names().get(i)).isEqualTo("image" + next);
            RgbImage image = InputWriterTest.random(9, 8, next);
            float[] expected = new InputWriter(INPUT, WHOLE).write(image, Variation.NONE);
            assertThat(Copy.of(batch).images().subList(i * 60, (i + 1) * 60))
                .isEqualTo(Copy.boxed(expected));
            next++;
          }
        }
        assertThat(next).isEqualTo(11);
        assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
      }
    }
  }

  @Test
  void aFixedSetRepeatsItself() {
    ImageDataset dataset = fixed(5, 2);
    assertThat(dataset.batchesPerEpoch()).isEqualTo(3);
    List<Copy> all = take(dataset.all(), 3);
    List<Copy> twice = take(dataset.batches(9, 0), 6);
    assertThat(twice.subList(0, 3)).isEqualTo(all);
    assertThat(twice.subList(3, 6)).isEqualTo(all);
  }

  @Test
  void aBatchLargerThanTheSetIsTheWholeSet() {
    assertThat(take(fixed(2, 100).all(), 1).get(0).names()).containsExactly("image0", "image1");
    assertThatThrownBy(() -> training(2, 3, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 images do not fill a batch of 3");
  }

  @Test
  void whatAnImageThrowsReachesTheReader() {
    List<StoredImage> images = new ArrayList<>(images(4));
    images.set(
        3,
        new StoredImage(
            "gone",
            0,
            () -> {
              throw new IllegalStateException("gone");
            }));
    ImageDataset dataset =
        ImageDataset.fixed(List.of("a"), images, new ImageDataset.Options(INPUT, WHOLE, 2, 2, 2));
    try (BatchStream stream = dataset.all()) {
      stream.next();
      assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class).hasMessage("gone");
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  @Timeout(60)
  void closingWaitsForWorkersThatStillWrite() throws InterruptedException {
    Thread reader = Thread.currentThread();
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean giveUp = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    RgbImage image = InputWriterTest.random(9, 8, 0);
    StoredImage slow =
        new StoredImage(
            "slow",
            0,
            () -> {
              started.countDown();
              // Goes on until it is told to stop, and then until somebody waits for that.
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              while (reader.getState() != Thread.State.TIMED_WAITING && !giveUp.get()) {
                Thread.onSpinWait();
              }
              ended.set(true);
              return image;
            });
    ImageDataset dataset =
        ImageDataset.fixed(
            List.of("a"), List.of(slow), new ImageDataset.Options(INPUT, WHOLE, 1, 1, 1));
    BatchStream stream = dataset.batches(0, 0);
    started.await();
    stream.close();
    boolean endedBeforeClose = ended.get();
    giveUp.set(true);
    assertThat(endedBeforeClose).isTrue();
    stream.close();
    assertThatThrownBy(stream::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the stream is closed");
  }
}
