package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.AugmentationSpec.Crop;
import io.github.xception.api.spec.AugmentationSpec.Interval;
import io.github.xception.api.spec.DataSourceSpec.Flowers17;
import io.github.xception.api.spec.DataSourceSpec.Folder;
import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/data.md} shows works as shown. */
class DataGuideTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/data.md")).replace("\r\n", "\n");
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(guide());
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static TrainingConfig config(String data) {
    return Specs.parseTraining(
        "{\"model\": \"xception-flowers17\", " + data + "}", "docs/data.md", List.of());
  }

  @Test
  void theConfigIsRead() throws IOException {
    TrainingConfig config = config(block("json"));
    assertThat(config.data().source()).isEqualTo(new Flowers17(Optional.empty()));
    assertThat(config.data().resize()).isEqualTo(Resize.BILINEAR);
    assertThat(config.data().onBadImage()).isEqualTo(OnBadImage.FAIL);
    assertThat(config.data().augmentation().crop())
        .contains(new Crop(new Interval(0.35, 1), new Interval(0.75, 4 / 3.0)));
  }

  @Test
  void theSourcesAreRead() throws IOException {
    Matcher source = Pattern.compile("(?m)^\\| `(\\{.*?\\})` \\|").matcher(guide());
    List<Class<?>> kinds =
        source
            .results()
            .<Class<?>>map(
                match ->
                    config("\"data\": {\"source\": " + match.group(1) + "}")
                        .data()
                        .source()
                        .getClass())
            .toList();
    assertThat(kinds).containsExactly(Sample.class, Flowers17.class, Flowers17.class, Folder.class);
  }

  @Test
  void theJavaIsThatBelow() throws IOException {
    String own =
        Files.readString(
            ROOT.resolve("xception-data/src/test/java/io/github/xception/data/DataGuideTest.java"));
    String code = block("java").replace("  …\n}\n", "").replaceAll("\\s+", " ").strip();
    assertThat(own.replaceAll("\\s+", " ")).contains(code);
  }

  @Test
  void theJavaRuns() {
    TrainingConfig config =
        Specs.training("xception-mini", List.of("data.source.sample.perClass=20"));
    long seed = 7;
    DataLocations locations =
        DataLocations.of(System.getenv(), Path.of(System.getProperty("user.home")));
    SplitDatasets data =
        new Datasets(locations, ProgressListener.NONE)
            .open(config.data(), config.model().input(), 32);
    try (BatchStream batches = data.train().batches(seed, 0)) {
      Batch batch = batches.next(); // valid until the next call
      assertThat(batch.size()).isEqualTo(32);
    }
  }
}
