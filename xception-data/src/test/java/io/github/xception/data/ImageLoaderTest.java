package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Per;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageLoaderTest {
  private static final InputSpec INPUT = new InputSpec(16, 12, 3, Scaling.SYMMETRIC);

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(Resize.class)
  void loadsExactlyWhatATestImageIs(Resize resize) {
    Path folder = samples();
    for (double centerCrop : new double[] {0, 0.875}) {
      DataSpec spec = spec(folder, resize, centerCrop, AugmentationSpec.NONE);
      assertIsWhatIsLoaded(open(spec).test().orElseThrow(), spec, folder);
    }
  }

  /** Whether training images are kept cropped or, for random crops, whole. */
  @Test
  void loadsExactlyWhatATrainingImageIsWhereNothingVaries() {
    Path folder = samples();
    AugmentationSpec.Interval one = new AugmentationSpec.Interval(1, 1);
    AugmentationSpec.Interval half = new AugmentationSpec.Interval(0.5, 1);
    Crop crop = new Crop(half, one);
    AugmentationSpec random =
        new AugmentationSpec(
            true, 0, 0, one, one, 0, Per.IMAGE, Optional.of(crop), Optional.empty());
    for (AugmentationSpec augmentation : List.of(AugmentationSpec.NONE, random)) {
      DataSpec spec = spec(folder, Resize.BILINEAR, 0.7, augmentation);
      assertIsWhatIsLoaded(open(spec).train(), spec, folder);
    }
  }

  private Path samples() {
    Path folder = temp.resolve("images");
    SampleFolder.write(new Sample(2, 5, 20, 1), folder);
    return folder;
  }

  private static DataSpec spec(
      Path folder, Resize resize, double centerCrop, AugmentationSpec augmentation) {
    return new DataSpec(
        new DataSourceSpec.Folder(folder.toString()),
        new SplitSpec(0.4, 0, true, 0),
        resize,
        centerCrop,
        OnBadImage.FAIL,
        augmentation,
        1,
        1);
  }

  private SplitDatasets open(DataSpec spec) {
    return new Datasets(new DataLocations(Optional.empty(), temp), ProgressListener.NONE)
        .open(spec, INPUT, 4);
  }

  private static void assertIsWhatIsLoaded(Dataset dataset, DataSpec spec, Path folder) {
    try (BatchStream stream = dataset.all()) {
      Batch batch = stream.next();
      List<Path> files = batch.names().stream().map(folder::resolve).toList();
      Tensor loaded = new ImageLoader(INPUT, spec).load(files);
      assertThat(loaded.shape()).isEqualTo(Shape.of(4, 16, 12, 3));
      assertThat(loaded.toArray()).isEqualTo(batch.images().toArray());
    }
  }

  @Test
  void namesEveryBadFile() throws IOException {
    Path text = Files.writeString(temp.resolve("text.jpg"), "text");
    Path missing = temp.resolve("missing.jpg");
    DataSpec spec = spec(temp, Resize.BILINEAR, 0, AugmentationSpec.NONE);
    assertThatThrownBy(() -> new ImageLoader(INPUT, spec).load(List.of(text, missing, temp)))
        .isInstanceOfSatisfying(
            DataException.class,
            e ->
                assertThat(e.badFiles())
                    .extracting(BadFile::name)
                    .containsExactly(text.toString(), missing.toString(), temp.toString()))
        .hasMessageContaining("missing.jpg: there is no such file")
        .hasMessageContaining(temp + ": not a regular file");
  }
}
