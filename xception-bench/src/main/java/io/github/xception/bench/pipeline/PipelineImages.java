package io.github.xception.bench.pipeline;

import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.data.DataException;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.RgbImage;
import io.github.xception.data.sample.SampleFlowers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * JPEG files to time with, as an image folder of two classes.
 *
 * @param folder where they are
 * @param origin where they are from
 */
public record PipelineImages(Path folder, String origin) {
  /** How many files are taken, if there are so many. */
  private static final int MOST = 48;

  /** A batch; drawing takes long, so no more are drawn. */
  private static final int LEAST = PipelinePart.IMAGES;

  private static final int WIDTH = 700;
  private static final int HEIGHT = 500;
  private static final List<String> CLASSES = List.of("even", "odd");

  /**
   * Draws flowers of 700 x 500 pixels.
   *
   * @param folder gets the files
   */
  public static PipelineImages draw(Path folder) throws IOException {
    Sample spec = new Sample(2, LEAST / 2, WIDTH, 0);
    for (int i = 0; i < LEAST; i++) {
      RgbImage square = SampleFlowers.draw(spec, i % 2, i / 2);
      Path file = place(folder, i);
      if (!ImageIO.write(middle(square), "jpeg", file.toFile())) {
        throw new IOException("this JVM has no encoder for JPEG");
      }
    }
    return new PipelineImages(folder, "drawn, %d x %d".formatted(WIDTH, HEIGHT));
  }

  private static BufferedImage middle(RgbImage square) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    int top = (square.height() - HEIGHT) / 2;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int red = square.value(x, top + y, 0);
        int green = square.value(x, top + y, 1);
        int blue = square.value(x, top + y, 2);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /**
   * Copies JPEG files, evenly spread over those that there are.
   *
   * @param from the folder that they are in, at any depth
   * @param folder gets the files
   * @throws DataException if there are fewer than 16, or one of those that were taken cannot be
   *     decoded
   */
  public static PipelineImages copy(Path from, Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(from)) {
      found = files.filter(Files::isRegularFile).filter(PipelineImages::isJpeg).sorted().toList();
    }
    if (found.size() < LEAST) {
      throw new DataException(
          "expected at least %d JPEG files in %s or below, found %d"
              .formatted(LEAST, from, found.size()));
    }
    int count = Math.min(MOST, found.size());
    ImageDecoder decoder = ImageDecoder.ofHeap();
    for (int i = 0; i < count; i++) {
      Path file = found.get((int) ((long) i * found.size() / count));
      byte[] bytes = Files.readAllBytes(file);
      try {
        decoder.decode(bytes);
      } catch (BadImageException e) {
        throw new DataException(file + " cannot be used: " + e.getMessage(), e);
      }
      Files.write(place(folder, i), bytes);
    }
    return new PipelineImages(folder, from.toString());
  }

  private static boolean isJpeg(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.jpe?g");
  }

  private static Path place(Path folder, int i) throws IOException {
    Path classFolder = folder.resolve(CLASSES.get(i % CLASSES.size()));
    Files.createDirectories(classFolder);
    return classFolder.resolve(String.format(Locale.ROOT, "%03d.jpg", i));
  }

  /** Returns the bytes of each file. */
  List<byte[]> files() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** Returns the images in the files. */
  List<RgbImage> decoded() throws IOException {
    ImageDecoder decoder = ImageDecoder.ofHeap();
    List<RgbImage> images = new ArrayList<>();
    for (byte[] file : files()) {
      try {
        images.add(decoder.decode(file));
      } catch (BadImageException e) {
        throw new DataException("a file in " + folder + " cannot be used: " + e.getMessage(), e);
      }
    }
    return images;
  }
}
