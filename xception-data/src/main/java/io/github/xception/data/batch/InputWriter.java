package io.github.xception.data.batch;

import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.data.image.ImageFit;
import io.github.xception.data.image.Resizer.Part;
import io.github.xception.data.image.RgbImage;
import io.github.xception.data.image.Rotator;

/**
 * Turns one image after the other into the values that a network reads. Not thread-safe: it keeps
 * its working memory.
 */
final class InputWriter {
  private final InputSpec input;
  private final ImageFit fit;
  private final float[] values;
  private final float[] table = new float[3 * 256];

  InputWriter(InputSpec input, ImageFit fit) {
    this.input = input;
    this.fit = fit;
    this.values = new float[input.height() * input.width() * 3];
  }

  /**
   * Returns the image's values, height x width x 3 of the input, in an array that the next call
   * uses again.
   *
   * <p>In this order: crop, rotation, resize, flip, brightness, contrast, scaling, colour. With
   * brightness δ and contrast f a value v becomes f·(v − μ) + μ + δ, where μ is the mean of v's
   * channel over the part of the image that is used: the mean moves by δ with the values, so δ is
   * not multiplied. Colours may change behind the scaling, since that shifts and stretches all
   * channels alike.
   */
  float[] write(RgbImage image, Variation variation) {
    Part part = variation.crop().map(crop -> crop.draw(image)).orElseGet(() -> Part.whole(image));
    boolean turns = variation.rotation() != 0;
    RgbImage source = turns ? Rotator.rotate(image, part, variation.rotation()) : image;
    if (variation.crop().isPresent()) {
      Part taken = turns ? Part.whole(source) : part;
      fit.resizer().resize(source, taken, input.width(), input.height(), values);
      finishFloats(variation);
    } else {
      finishBytes(fit.apply(source, input.width(), input.height()), variation);
    }
    if (!variation.colour().isNone()) {
      variation.colour().apply(values);
    }
    return values;
  }

  /** A byte has 256 values, so a table per channel holds everything that is done to them. */
  private void finishBytes(RgbImage image, Variation variation) {
    byte[] pixels = image.pixels();
    long[] sums = new long[3];
    if (variation.contrast() != 1) {
      for (int i = 0; i < pixels.length; i += 3) {
        sums[0] += pixels[i] & 0xFF;
        sums[1] += pixels[i + 1] & 0xFF;
        sums[2] += pixels[i + 2] & 0xFF;
      }
    }
    Scaling scaling = input.scaling();
    for (int channel = 0; channel < 3; channel++) {
      double mean = sums[channel] / (pixels.length / 3.0);
      for (int value = 0; value < 256; value++) {
        table[channel * 256 + value] =
            scaling.apply((float) tone(value, mean, variation.brightness(), variation.contrast()));
      }
    }
    int row = 3 * input.width();
    int step = variation.flip() ? -3 : 3;
    for (int begin = 0; begin < pixels.length; begin += row) {
      int in = variation.flip() ? begin + row - 3 : begin;
      for (int out = begin; out < begin + row; out += 3) {
        values[out] = table[pixels[in] & 0xFF];
        values[out + 1] = table[256 + (pixels[in + 1] & 0xFF)];
        values[out + 2] = table[512 + (pixels[in + 2] & 0xFF)];
        in += step;
      }
    }
  }

  private static double tone(double value, double mean, double brightness, double contrast) {
    return contrast * (value - mean) + mean + brightness;
  }

  private void finishFloats(Variation variation) {
    if (variation.flip()) {
      mirror();
    }
    double[] sums = new double[3];
    for (int i = 0; i < values.length; i += 3) {
      sums[0] += values[i];
      sums[1] += values[i + 1];
      sums[2] += values[i + 2];
    }
    double pixels = values.length / 3.0;
    float contrast = (float) variation.contrast();
    float red = offset(sums[0] / pixels, variation);
    float green = offset(sums[1] / pixels, variation);
    float blue = offset(sums[2] / pixels, variation);
    Scaling scaling = input.scaling();
    for (int i = 0; i < values.length; i += 3) {
      values[i] = scaling.apply(contrast * values[i] + red);
      values[i + 1] = scaling.apply(contrast * values[i + 1] + green);
      values[i + 2] = scaling.apply(contrast * values[i + 2] + blue);
    }
  }

  private static float offset(double mean, Variation variation) {
    return (float) ((1 - variation.contrast()) * mean + variation.brightness());
  }

  private void mirror() {
    int row = 3 * input.width();
    for (int begin = 0; begin < values.length; begin += row) {
      for (int left = begin, right = begin + row - 3; left < right; left += 3, right -= 3) {
        for (int channel = 0; channel < 3; channel++) {
          float value = values[left + channel];
          values[left + channel] = values[right + channel];
          values[right + channel] = value;
        }
      }
    }
  }
}
