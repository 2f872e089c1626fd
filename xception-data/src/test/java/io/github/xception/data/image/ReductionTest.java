package io.github.xception.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.data.image.Resizer.Filter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A photograph's way from its file to the size of a network's input, against exact arithmetic. */
class ReductionTest {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 500;
  private static final int SIZE = 149;

  @Test
  void areaIsTheExactAverageOfTheDecodedImage() throws Exception {
    byte[] file = photograph();
    RgbImage reduced =
        new Resizer(Filter.AREA).resize(new ImageDecoder(1 << 26).decode(file), SIZE, SIZE);
    double[] exact = average(JpegColourTest.libjpeg(file));
    // Rounding to bytes alone leaves 59 dB.
    assertThat(decibels(reduced, exact)).isGreaterThan(50);
    for (int i = 0; i < exact.length; i++) {
      assertThat(Math.abs((reduced.pixels()[i] & 0xFF) - exact[i])).isLessThan(0.501);
    }
  }

  /** Edges at all angles, fine noise and saturated colours: what shows aliasing and rounding. */
  private static byte[] photograph() throws Exception {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(7);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 400; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int x = random.nextInt(WIDTH);
      int y = random.nextInt(HEIGHT);
      graphics.drawLine(x, y, random.nextInt(WIDTH), random.nextInt(HEIGHT));
      graphics.fillOval(x, y, random.nextInt(80), random.nextInt(80));
    }
    graphics.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", file)).isTrue();
    return file.toByteArray();
  }

  /** Returns the average over the rectangle that each pixel covers, by its overlap with pixels. */
  private static double[] average(byte[] pixels) {
    double scaleX = (double) WIDTH / SIZE;
    double scaleY = (double) HEIGHT / SIZE;
    double[] average = new double[SIZE * SIZE * 3];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        for (int row = (int) (y * scaleY); row < Math.min(HEIGHT, (y + 1) * scaleY); row++) {
          for (int column = (int) (x * scaleX);
              column < Math.min(WIDTH, (x + 1) * scaleX);
              column++) {
            double share = overlap(row, y, scaleY) * overlap(column, x, scaleX) / (scaleX * scaleY);
            for (int channel = 0; channel < 3; channel++) {
              average[(y * SIZE + x) * 3 + channel] +=
                  share * (pixels[(row * WIDTH + column) * 3 + channel] & 0xFF);
            }
          }
        }
      }
    }
    return average;
  }

  private static double overlap(int in, int out, double scale) {
    return Math.max(0, Math.min(in + 1, (out + 1) * scale) - Math.max(in, out * scale));
  }

  private static double decibels(RgbImage image, double[] exact) {
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = (image.pixels()[i] & 0xFF) - exact[i];
      squares += error * error;
    }
    return 10 * Math.log10(255 * 255 / (squares / exact.length));
  }
}
