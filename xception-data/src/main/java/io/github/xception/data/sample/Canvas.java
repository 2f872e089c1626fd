package io.github.xception.data.sample;

import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.image.RgbImage;
import io.github.xception.data.sample.FlowerKind.Rgb;

/** Paints a flower on a meadow: each pixel is the mean of 3 x 3 places in it, and some noise. */
record Canvas(int size, Meadow meadow, Flower flower, RandomStream random) {
  private static final int PLACES = 3;
  private static final double NOISE = 12;

  RgbImage paint() {
    double light = 0.75 + 0.4 * random.nextDouble();
    byte[] pixels = new byte[size * size * 3];
    int out = 0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        Rgb colour = pixel(x, y).times(light);
        // One number for all channels: grain, not coloured speckles.
        double noise = NOISE * (random.nextDouble() - 0.5);
        pixels[out++] = toByte(colour.red() + noise);
        pixels[out++] = toByte(colour.green() + noise);
        pixels[out++] = toByte(colour.blue() + noise);
      }
    }
    return new RgbImage(size, size, pixels);
  }

  private Rgb pixel(int x, int y) {
    Rgb behind = meadow.at((x + 0.5) / size, (y + 0.5) / size);
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int i = 0; i < PLACES; i++) {
      double py = (y + (i + 0.5) / PLACES) / size;
      for (int j = 0; j < PLACES; j++) {
        double px = (x + (j + 0.5) / PLACES) / size;
        Rgb colour = flower.at(px, py).orElse(behind);
        red += colour.red();
        green += colour.green();
        blue += colour.blue();
      }
    }
    double places = PLACES * PLACES;
    return new Rgb(red / places, green / places, blue / places);
  }

  private static byte toByte(double value) {
    return (byte) (int) Math.max(0, Math.min(255, value + 0.5));
  }
}
