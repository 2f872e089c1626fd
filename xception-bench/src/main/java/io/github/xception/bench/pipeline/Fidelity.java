package io.github.xception.bench.pipeline;

import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.data.Datasets;
import io.github.xception.data.image.Resizer;
import io.github.xception.data.image.RgbImage;
import java.util.List;

/**
 * How near a resized image is to the exact average of what each of its pixels covers.
 *
 * @param resize how it was resized
 * @param decibels the peak signal-to-noise ratio, 20·log₁₀(255 / √(mean squared error))
 */
public record Fidelity(Resize resize, double decibels) {
  /** Resizes images, and compares them with averages in double precision. */
  static Fidelity of(Resize resize, List<RgbImage> images, int width, int height) {
    Resizer resizer = new Resizer(Datasets.filter(resize));
    double squares = 0;
    for (RgbImage image : images) {
      byte[] pixels = resizer.resize(image, width, height).pixels();
      double[] exact = average(image, width, height);
      for (int i = 0; i < exact.length; i++) {
        double error = (pixels[i] & 0xFF) - exact[i];
        squares += error * error;
      }
    }
    double mean = squares / (3.0 * width * height * images.size());
    return new Fidelity(resize, 20 * Math.log10(255 / Math.sqrt(mean)));
  }

  /** Returns height x width x 3 averages, pixels that are covered in part by their share. */
  static double[] average(RgbImage image, int width, int height) {
    double[] average = new double[3 * width * height];
    double scaleX = (double) image.width() / width;
    double scaleY = (double) image.height() / height;
    for (int y = 0; y < height; y++) {
      double top = y * scaleY;
      double bottom = top + scaleY;
      for (int x = 0; x < width; x++) {
        double left = x * scaleX;
        double right = left + scaleX;
        for (int row = (int) top; row < Math.min(image.height(), bottom); row++) {
          double rows = Math.min(row + 1, bottom) - Math.max(row, top);
          for (int column = (int) left; column < Math.min(image.width(), right); column++) {
            double share = rows * (Math.min(column + 1, right) - Math.max(column, left));
            for (int channel = 0; channel < 3; channel++) {
              average[3 * (y * width + x) + channel] +=
                  share * image.value(column, row, channel) / (scaleX * scaleY);
            }
          }
        }
      }
    }
    return average;
  }
}
