package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.tensor.Shape;
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
    Path folder = temp.resolve("images");
    SampleFolder.write(new Sample(2, 5, 20, 1), folder);
    DataSpec spec =
        new DataSpec(
            new DataSourceSpec.Folder(folder.toString()),
            new SplitSpec(0.4, 0, true, 0),
            resize,
            OnBadImage.FAIL,
            AugmentationSpec.NONE,
            1,
            1);
    SplitDatasets data =
        new Datasets(new DataLocations(Optional.empty(), temp), ProgressListener.NONE)
            .open(spec, INPUT, 4);
    try (BatchStream stream = data.test().orElseThrow().all()) {
      Batch batch = stream.next();
      List<Path> files = batch.names().stream().map(folder::resolve).toList();
      assertThat(new ImageLoader(INPUT, resize).load(files).toArray())
          .isEqualTo(batch.images().toArray());
      assertThat(new ImageLoader(INPUT, resize).load(files).shape())
          .isEqualTo(Shape.of(4, 16, 12, 3));
    }
  }

  @Test
  void namesEveryBadFile() throws IOException {
    Path text = Files.writeString(temp.resolve("text.jpg"), "text");
    Path missing = temp.resolve("missing.jpg");
    assertThatThrownBy(
            () -> new ImageLoader(INPUT, Resize.BILINEAR).load(List.of(text, missing, temp)))
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
