package io.github.xception.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.data.image.RgbImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SampleFlowersTest {
  private static final Sample SPEC = new Sample(12, 2, 24, 7);

  /** Every machine and JDK has to draw these bits. */
  @Test
  void theSameFlowersEverywhere() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int label = 0; label < SampleFlowers.MAX_CLASSES; label++) {
      for (int index = 0; index < 2; index++) {
        digest.update(SampleFlowers.draw(SPEC, label, index).pixels());
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("618f9d9d6a711e38e22107efc5a22f6770f552db704adb31cfe025460dbc7f40");
  }

  @Test
  void anImageDependsOnItsSeedClassAndIndexOnly() {
    RgbImage image = SampleFlowers.draw(SPEC, 3, 1);
    assertThat(SampleFlowers.draw(new Sample(4, 900, 24, 7), 3, 1).pixels())
        .isEqualTo(image.pixels());
    assertThat(SampleFlowers.draw(SPEC, 3, 0).pixels()).isNotEqualTo(image.pixels());
    assertThat(SampleFlowers.draw(new Sample(12, 2, 24, 8), 3, 1).pixels())
        .isNotEqualTo(image.pixels());
  }

  @Test
  void twelveKindsEachWithAName() {
    assertThat(SampleFlowers.classes(SampleFlowers.MAX_CLASSES))
        .hasSize(12)
        .doesNotHaveDuplicates()
        .startsWith("buttercup", "daisy");
  }
}
