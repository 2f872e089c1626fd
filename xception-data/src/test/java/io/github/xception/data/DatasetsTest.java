package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Interval;
import io.github.xception.api.spec.AugmentationSpec.Per;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.data.Split.Part;
import io.github.xception.data.image.Golden;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final Sample SAMPLE = new Sample(3, 10, 20, 1);

  /** Larger than what is kept of an image for random crops. */
  private static final Sample LARGE = new Sample(3, 10, 64, 1);

  private static final InputSpec INPUT = new InputSpec(16, 16, 3, Scaling.UNIT);

  private static final AugmentationSpec LIVELY =
      new AugmentationSpec(
          true,
          20,
          63,
          new Interval(0.2, 1.8),
          new Interval(0.5, 1.5),
          30,
          Per.IMAGE,
          Optional.of(new Crop(new Interval(0.35, 1), new Interval(0.75, 1.3333))),
          Optional.empty());

  @TempDir Path temp;

  private static DataSpec spec(DataSourceSpec source, OnBadImage onBadImage, double testFraction) {
    return new DataSpec(
        source,
        new SplitSpec(testFraction, 0, true, 0),
        Resize.BILINEAR,
        /* centerCrop= */ 0,
        onBadImage,
        AugmentationSpec.NONE,
        0,
        2);
  }

  private SplitDatasets open(DataSpec spec, int batch) {
    DataLocations locations = new DataLocations(Optional.empty(), temp.resolve("cache"));
    return new Datasets(locations, ProgressListener.NONE).open(spec, INPUT, batch);
  }

  private SplitDatasets open(DataSourceSpec source) {
    return open(spec(source, OnBadImage.FAIL, 0.2), 4);
  }

  private static List<List<Float>> images(Dataset dataset) {
    try (BatchStream stream = dataset.all()) {
      return java.util.stream.Stream.generate(() -> stream)
          .takeWhile(BatchStream::hasNext)
          .map(BatchStream::next)
          .map(batch -> floats(batch))
          .toList();
    }
  }

  private static List<Float> floats(Batch batch) {
    Float[] values = new Float[batch.images().shape().elements()];
    float[] array = batch.images().toArray();
    Arrays.setAll(values, i -> array[i]);
    return List.of(values);
  }

  @Test
  void opensTheSampleSet() {
    SplitDatasets data = open(SAMPLE);
    assertThat(data.classes()).containsExactly("buttercup", "daisy", "lily");
    assertThat(data.train().size()).isEqualTo(24);
    assertThat(data.train().batchesPerEpoch()).isEqualTo(6);
    assertThat(data.test().orElseThrow().size()).isEqualTo(6);
    assertThat(data.skipped()).isEmpty();
    assertThat(data.split().names(Part.TEST)).hasSize(6);
    assertThat(data.train().classes()).isEqualTo(data.classes());
  }

  @Test
  void theSampleSetWrittenAsFilesIsTheSameDataSet() {
    Path folder = temp.resolve("sample");
    SampleFolder.write(SAMPLE, folder);
    SplitDatasets drawn = open(SAMPLE);
    SplitDatasets read = open(new DataSourceSpec.Folder(folder.toString()));
    assertThat(read.split()).isEqualTo(drawn.split());
    assertThat(images(read.train())).isEqualTo(images(drawn.train()));
    assertThat(images(read.test().orElseThrow())).isEqualTo(images(drawn.test().orElseThrow()));
    assertThatThrownBy(() -> SampleFolder.write(SAMPLE, folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("exists and is not an empty folder");
  }

  @Test
  void readsAnewWhatDoesNotFitIntoMemory() {
    DataSpec spec = spec(SAMPLE, OnBadImage.FAIL, 0.2);
    DataLocations locations = new DataLocations(Optional.empty(), temp);
    SplitDatasets kept = new Datasets(locations, ProgressListener.NONE).open(spec, INPUT, 4);
    SplitDatasets readAnew =
        new Datasets(locations, ProgressListener.NONE, 3000).open(spec, INPUT, 4);
    assertThat(images(readAnew.train())).isEqualTo(images(kept.train()));
  }

  @Test
  void holdsNothingOutIfAskedSo() {
    SplitDatasets data = open(spec(SAMPLE, OnBadImage.FAIL, 0), 4);
    assertThat(data.test()).isEmpty();
    assertThat(data.train().size()).isEqualTo(30);
  }

  @Test
  void keepsImagesToChooseBy() {
    DataSpec spec =
        new DataSpec(
            LARGE,
            new SplitSpec(0.2, 0.25, true, 0),
            Resize.BILINEAR,
            /* centerCrop= */ 0,
            OnBadImage.FAIL,
            LIVELY,
            0,
            2);
    SplitDatasets data = open(spec, 4);
    SplitDatasets without = open(LARGE);
    assertThat(data.train().size()).isEqualTo(18);
    assertThat(data.validation().orElseThrow().size()).isEqualTo(6);
    assertThat(without.validation()).isEmpty();
    assertThat(images(data.test().orElseThrow())).isEqualTo(images(without.test().orElseThrow()));
    assertThat(images(data.validation().orElseThrow()))
        .as("neither cropped nor varied, as when it is tested on")
        .isEqualTo(images(openHoldingOut(data.split().names(Part.VALIDATION))));
    Dataset validation = data.validation().orElseThrow();
    try (BatchStream stream = validation.batches(1, 0)) {
      assertThat(floats(stream.next())).isEqualTo(images(validation).get(0));
    }
  }

  /** Returns the named images of the sample set as a data set of its own, which is not varied. */
  private Dataset openHoldingOut(List<String> names) {
    Path all = temp.resolve("all");
    SampleFolder.write(LARGE, all);
    try {
      for (String name : names) {
        Path file = temp.resolve("some").resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(all.resolve(name), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DataSourceSpec source = new DataSourceSpec.Folder(temp.resolve("some").toString());
    return open(spec(source, OnBadImage.FAIL, 0), 4).train();
  }

  /** The same flower as PNG and as BMP, and once more in the part to train on. */
  @Test
  void findsImagesThatAreInTwoParts() throws IOException {
    Path folder = temp.resolve("sample");
    SampleFolder.write(SAMPLE, folder);
    assertThat(open(SAMPLE).leaks()).isEmpty();
    Split split = open(SAMPLE).split();
    String trained = split.names(Part.TRAIN).get(0);
    String heldOut = split.names(Part.TEST).get(2);
    BufferedImage image = ImageIO.read(folder.resolve(trained).toFile());
    Files.delete(folder.resolve(heldOut));
    assertThat(ImageIO.write(image, "bmp", folder.resolve(heldOut).toFile())).isTrue();

    SplitDatasets data = open(new DataSourceSpec.Folder(folder.toString()));
    assertThat(data.split()).isEqualTo(split);
    assertThat(data.leaks())
        .singleElement()
        .satisfies(
            leak -> {
              assertThat(leak.seen().name()).isEqualTo(trained);
              assertThat(leak.kept().name()).isEqualTo(heldOut);
              assertThat(leak.trainedOn()).isTrue();
            });
  }

  @Test
  void aCopyInTheSamePartIsNoLeakAndOneToChooseByIs() {
    List<Split.Member> members =
        List.of(
            new Split.Member("a", 0, Part.TRAIN),
            new Split.Member("b", 0, Part.TRAIN),
            new Split.Member("c", 0, Part.TEST),
            new Split.Member("d", 0, Part.VALIDATION),
            new Split.Member("e", 0, Part.TEST),
            new Split.Member("f", 0, Part.VALIDATION));
    assertThat(Leak.find(members, List.of("1", "1", "2", "2", "1", "3")))
        .containsExactly(
            new Leak(members.get(3), members.get(2)), new Leak(members.get(0), members.get(4)));
    assertThat(new Leak(members.get(3), members.get(2)).trainedOn()).isFalse();
  }

  @Test
  void tellsHowFarItIs() {
    int[] calls = new int[1];
    new Datasets(
            new DataLocations(Optional.empty(), temp),
            (task, done, total) -> {
              assertThat(task).isEqualTo("reading images");
              assertThat(done).isEqualTo(++calls[0]);
              assertThat(total).isEqualTo(30);
            })
        .open(spec(SAMPLE, OnBadImage.FAIL, 0.2), INPUT, 4);
    assertThat(calls[0]).isEqualTo(30);
  }

  /** A folder of two classes with three good images each, and bad ones of every kind. */
  private Path mixedFolder() throws IOException {
    byte[] jpeg = Golden.bytes("formats/baseline.jpg");
    for (String name : List.of("a/1.jpg", "a/2.png", "a/3", "b/1.jpg", "b/2.jpg", "b/3.jpg")) {
      file(name, jpeg);
    }
    file("a/empty.jpg", new byte[0]);
    file("a/text.jpg", "no image".getBytes(StandardCharsets.UTF_8));
    file("b/cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    file("b/bomb.png", Bombs.png(50_000, 50_000));
    Files.createDirectories(temp.resolve("images/b/inner"));
    file("a/.hidden", new byte[0]);
    file("b/Thumbs.db", new byte[0]);
    file(".git/config", new byte[0]);
    file("README", new byte[0]);
    return temp.resolve("images");
  }

  private void file(String name, byte[] content) throws IOException {
    Path file = temp.resolve("images").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  @Test
  void namesEveryBadFileBeforeTraining() throws IOException {
    DataSourceSpec source = new DataSourceSpec.Folder(mixedFolder().toString());
    assertThatThrownBy(() -> open(source))
        .isInstanceOfSatisfying(
            DataException.class,
            e ->
                assertThat(e.badFiles())
                    .containsExactly(
                        new BadFile("a/empty.jpg", "the file is empty"),
                        new BadFile(
                            "a/text.jpg",
                            "not an image; expected JPEG, PNG, GIF or BMP content, whatever the"
                                + " file's name"),
                        new BadFile(
                            "b/bomb.png",
                            "an image of 50000 x 50000 pixels; at most 67108864 pixels are"
                                + " accepted"),
                        new BadFile("b/cut.jpg", "truncated JPEG: its end is missing"),
                        new BadFile(
                            "b/inner",
                            "a folder; images lie directly in the folder of their class")))
        .hasMessageStartingWith(
            "5 of 11 files cannot be used; mend or remove them, or set onBadImage to skip:")
        .hasMessageContaining("\n  b/cut.jpg: truncated JPEG: its end is missing");
  }

  @Test
  void goesOnWithoutBadFilesIfAskedSo() throws IOException {
    DataSourceSpec source = new DataSourceSpec.Folder(mixedFolder().toString());
    SplitDatasets data = open(spec(source, OnBadImage.SKIP, 0), 2);
    assertThat(data.skipped()).hasSize(5);
    assertThat(data.train().size()).isEqualTo(6);
    assertThat(data.split().names(Part.TRAIN))
        .containsExactly("a/1.jpg", "a/2.png", "a/3", "b/1.jpg", "b/2.jpg", "b/3.jpg");
  }

  @Test
  void followsALinkInsideTheFolderOnly() throws IOException {
    Path folder = mixedFolder();
    Path outside = Files.write(temp.resolve("outside.jpg"), Golden.bytes("formats/baseline.jpg"));
    Files.createSymbolicLink(folder.resolve("a/inside.jpg"), folder.resolve("b/1.jpg"));
    Files.createSymbolicLink(folder.resolve("a/outside.jpg"), outside);
    SplitDatasets data =
        open(spec(new DataSourceSpec.Folder(folder.toString()), OnBadImage.SKIP, 0), 2);
    assertThat(data.split().names(Part.TRAIN)).contains("a/inside.jpg");
    assertThat(data.skipped())
        .contains(new BadFile("a/outside.jpg", "a link that leads out of the data set's folder"));
  }

  @Test
  void saysWhatIsWrongWithAFolder() throws IOException {
    assertFolderFails(temp.resolve("none"), "found nothing at");
    file("only/1.jpg", Golden.bytes("formats/baseline.jpg"));
    assertFolderFails(temp.resolve("images"), "found only only");
    Files.createDirectories(temp.resolve("images/void"));
    assertFolderFails(temp.resolve("images"), "no files in the sub-folder of void");
  }

  private void assertFolderFails(Path folder, String message) {
    assertThatThrownBy(() -> open(new DataSourceSpec.Folder(folder.toString())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWhatCannotBeDone() {
    assertThatThrownBy(() -> open(spec(SAMPLE, OnBadImage.FAIL, 0.2), 25))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the part to train on has 24 images, fewer than one batch of 25; lower training.batch to"
                + " at most 24, or use more images");
    assertThatThrownBy(() -> open(new Sample(13, 2, 8, 0)))
        .isInstanceOf(DataException.class)
        .hasMessage("the sample set has at most 12 classes, got classes = 13");
    Datasets datasets =
        new Datasets(new DataLocations(Optional.empty(), temp), ProgressListener.NONE);
    assertThatThrownBy(
            () ->
                datasets.open(
                    spec(SAMPLE, OnBadImage.FAIL, 0.2), new InputSpec(8, 8, 1, Scaling.UNIT), 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the model's input asks for 1");
    assertThatThrownBy(
            () ->
                datasets.open(
                    spec(SAMPLE, OnBadImage.FAIL, 0.2),
                    new InputSpec(16_384, 16_384, 3, Scaling.UNIT),
                    1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("lower training.batch or the model's input size");
  }

  @Test
  void saysHowToGetTheFlowers() {
    assertThatThrownBy(() -> open(new DataSourceSpec.Flowers17(Optional.empty())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("set XCEPTION_FLOWERS17 to the path of 17flowers.tgz")
        .hasMessageContaining("xception data fetch");
  }

  @Test
  void findsPlacesByTheEnvironment() {
    Path home = Path.of("/home/me");
    assertThat(DataLocations.of(Map.of(), home))
        .isEqualTo(new DataLocations(Optional.empty(), Path.of("/home/me/.cache/xception")));
    assertThat(DataLocations.of(Map.of("XDG_CACHE_HOME", "/c", "XCEPTION_FLOWERS17", ""), home))
        .isEqualTo(new DataLocations(Optional.empty(), Path.of("/c/xception")));
    assertThat(
            DataLocations.of(Map.of("XCEPTION_CACHE", "/x", "XCEPTION_FLOWERS17", "/f.tgz"), home))
        .isEqualTo(new DataLocations(Optional.of(Path.of("/f.tgz")), Path.of("/x")));
  }
}
