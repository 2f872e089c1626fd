package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.DataSourceSpec;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.data.Split.Part;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real images; set XCEPTION_FLOWERS17 to the path of 17flowers.tgz to run it. */
class RealFlowers17Test {
  private static final Logger log = LoggerFactory.getLogger(RealFlowers17Test.class);

  @TempDir Path temp;

  @Test
  void everyImageIsReadAndSixteenOfEachKindAreHeldOut() {
    DataLocations locations = DataLocations.of(System.getenv(), temp);
    assumeTrue(
        locations.flowers17().isPresent(),
        "the Flowers-17 archive is not here: XCEPTION_FLOWERS17 is not set");
    DataSpec spec =
        new DataSpec(
            new DataSourceSpec.Flowers17(Optional.empty()),
            new SplitSpec(0.2, 0, true, 0),
            Resize.BILINEAR,
            /* centerCrop= */ 0,
            OnBadImage.FAIL,
            AugmentationSpec.NONE,
            0,
            2);
    long start = System.nanoTime();
    SplitDatasets data =
        new Datasets(locations, ProgressListener.NONE)
            .open(spec, new InputSpec(149, 149, 3, Scaling.NONE), 32);
    log.info("read 1,360 images in {} ms", (System.nanoTime() - start) / 1_000_000);
    assertThat(data.skipped()).isEmpty();
    assertThat(data.train().size()).isEqualTo(1088);
    assertThat(data.test().orElseThrow().size()).isEqualTo(272);
    Map<Integer, Long> heldOut =
        data.split().members().stream()
            .filter(member -> member.part() == Part.TEST)
            .map(Split.Member::label)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(heldOut).hasSize(17).allSatisfy((label, count) -> assertThat(count).isEqualTo(16));
    assertThat(data.leaks()).isEmpty();
    // Which images are held out is part of what a result says, so it may not drift.
    assertThat(data.split().sha256())
        .isEqualTo("ca8448bf6289ad2c1d5f0897e2ca5f093deab093e859d00a54b1960eb4fb4976");
  }
}
