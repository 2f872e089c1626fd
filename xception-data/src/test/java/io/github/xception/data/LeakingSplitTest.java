package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.lint.LintWarning;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakingSplitTest {
  @TempDir Path temp;

  private SplitDatasets data(List<Leak> leaks) {
    DataSpec spec =
        new DataSpec(
            new Sample(2, 4, 16, 0),
            new SplitSpec(0.2, 0, true, 0),
            Resize.BILINEAR,
            /* centerCrop= */ 0,
            OnBadImage.FAIL,
            AugmentationSpec.NONE,
            1,
            1);
    SplitDatasets data =
        new Datasets(new DataLocations(Optional.empty(), temp), ProgressListener.NONE)
            .open(spec, new InputSpec(8, 8, 3, Scaling.UNIT), 2);
    return new SplitDatasets(
        data.train(),
        data.validation(),
        data.test(),
        data.split(),
        data.imagesSha256(),
        data.skipped(),
        leaks);
  }

  private static Leak leak(int number, int label) {
    return new Leak(
        new Member("train" + number, 0, Part.TRAIN), new Member("test" + number, label, Part.TEST));
  }

  @Test
  void aSplitThatDoesNotLeakIsSound() {
    assertThat(LeakingSplit.check(data(List.of()))).isEmpty();
  }

  @Test
  void namesTheFirstOnes() {
    List<Leak> leaks = IntStream.range(0, 5).mapToObj(i -> leak(i, 0)).toList();
    LintWarning warning = LeakingSplit.check(data(leaks)).orElseThrow();
    assertThat(warning.rule()).isEqualTo("split-leaks");
    assertThat(warning.pointer()).isEqualTo("/data/source");
    assertThat(warning.found())
        .endsWith("pixel: 5 (test0 is train0, test1 is train1, test2 is train2 and 2 more)");
  }

  @Test
  void tellsOfImagesThatHaveTwoClasses() {
    LintWarning warning = LeakingSplit.check(data(List.of(leak(0, 0), leak(1, 1)))).orElseThrow();
    assertThat(warning.found()).endsWith("test1 is train1); with another class: 1");
  }
}
