package io.github.xception.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.spec.AugmentationSpec.Mix;
import io.github.xception.api.spec.AugmentationSpec.Mix.Cutmix;
import io.github.xception.api.spec.AugmentationSpec.Mix.Mixup;
import io.github.xception.api.tensor.RandomStream;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Image i is the number i + 1 everywhere, so a pixel tells which images it is made of. */
class MixerTest {
  private static final int SIDE = 8;
  private static final int LENGTH = SIDE * SIDE * 3;
  private static final int EXAMPLES = 4;

  private final float[] images = new float[EXAMPLES * LENGTH];
  private final float[] labels = new float[EXAMPLES * EXAMPLES];

  private void mix(Mix mix, long seed) {
    for (int i = 0; i < images.length; i++) {
      images[i] = i / LENGTH + 1;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / EXAMPLES == i % EXAMPLES ? 1 : 0;
    }
    new Mixer(mix, SIDE, SIDE, 3, EXAMPLES)
        .mix(
            FloatBuffer.wrap(images),
            FloatBuffer.wrap(labels),
            EXAMPLES,
            RandomStream.of(seed, "mix"));
  }

  private float label(int example, int of) {
    return labels[example * EXAMPLES + of % EXAMPLES];
  }

  private static int next(int example) {
    return (example + 1) % EXAMPLES;
  }

  @Test
  void mixupMixesImagesAsLabels() {
    for (int seed = 0; seed < 20; seed++) {
      mix(new Mixup(1), seed);
      for (int i = 0; i < EXAMPLES; i++) {
        float own = label(i, i);
        assertThat(label(i, i + 1)).isCloseTo(1 - own, within(1e-6f));
        float expected = own * (i + 1) + (1 - own) * (next(i) + 1);
        for (int k = 0; k < LENGTH; k++) {
          assertThat(images[i * LENGTH + k]).isCloseTo(expected, within(1e-5f));
        }
      }
    }
  }

  @Test
  void cutmixLabelsByTheAreaThatIsLeft() {
    boolean mixed = false;
    for (int seed = 0; seed < 20; seed++) {
      mix(new Cutmix(1), seed);
      for (int i = 0; i < EXAMPLES; i++) {
        int left = 0;
        for (int k = 0; k < LENGTH; k++) {
          float value = images[i * LENGTH + k];
          assertThat(value).isIn((float) i + 1, (float) next(i) + 1);
          left += value == i + 1 ? 1 : 0;
        }
        assertThat(label(i, i)).isCloseTo((float) left / LENGTH, within(1e-6f));
        assertThat(label(i, i + 1)).isCloseTo(1 - (float) left / LENGTH, within(1e-6f));
        mixed |= left > 0 && left < LENGTH;
      }
    }
    assertThat(mixed).isTrue();
  }

  /** Beta(α, α) has mean 1/2 and variance 1/(4·(2α + 1)). */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 1, 4})
  void sharesAreDrawnFromTheBetaDistribution(double alpha) {
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < draws / EXAMPLES; seed++) {
      mix(new Mixup(alpha), seed);
      for (int i = 0; i < EXAMPLES; i++) {
        sum += label(i, i);
        squares += Math.pow(label(i, i) - 0.5, 2);
      }
    }
    assertThat(sum / draws).isCloseTo(0.5, within(0.015));
    double variance = 1 / (4 * (2 * alpha + 1));
    assertThat(squares / draws).isCloseTo(variance, within(0.05 * variance));
  }

  @Test
  void oneExampleAloneStaysAsItIs() {
    float[] image = new float[LENGTH];
    float[] label = {1, 0};
    new Mixer(new Mixup(1), SIDE, SIDE, 3, 2)
        .mix(FloatBuffer.wrap(image), FloatBuffer.wrap(label), 1, RandomStream.of(0, "mix"));
    assertThat(label).containsExactly(1, 0);
  }
}
