package io.github.xception.data.sample;

import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.sample.FlowerKind.Rgb;
import java.util.ArrayList;
import java.util.List;

/**
 * What is behind a flower: a gradient and out-of-focus spots. Coordinates are in [0, 1].
 *
 * @param top the colour at the top
 * @param bottom the colour at the bottom
 * @param spots spots of other colours, fading to their rims
 */
record Meadow(Rgb top, Rgb bottom, List<Spot> spots) {
  private static final List<Rgb> COLOURS =
      List.of(
          new Rgb(60, 105, 45),
          new Rgb(95, 130, 70),
          new Rgb(40, 70, 40),
          new Rgb(115, 100, 70),
          new Rgb(140, 165, 185),
          new Rgb(75, 60, 50));

  private static final List<Rgb> BLOSSOMS =
      List.of(
          new Rgb(225, 220, 215),
          new Rgb(215, 185, 70),
          new Rgb(190, 75, 80),
          new Rgb(150, 110, 190));

  /**
   * A round spot.
   *
   * @param x its middle
   * @param y its middle
   * @param radius its radius
   * @param colour its colour
   */
  record Spot(double x, double y, double radius, Rgb colour) {}

  static Meadow draw(RandomStream random) {
    List<Spot> spots = new ArrayList<>();
    int count = 4 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      List<Rgb> colours = random.nextInt(3) == 0 ? BLOSSOMS : COLOURS;
      double x = random.nextDouble();
      double y = random.nextDouble();
      double radius = 0.06 + 0.22 * random.nextDouble();
      spots.add(new Spot(x, y, radius, pick(colours, random)));
    }
    return new Meadow(pick(COLOURS, random), pick(COLOURS, random), spots);
  }

  static Rgb pick(List<Rgb> colours, RandomStream random) {
    Rgb colour = colours.get(random.nextInt(colours.size()));
    return new Rgb(
        colour.red() + 30 * (random.nextDouble() - 0.5),
        colour.green() + 30 * (random.nextDouble() - 0.5),
        colour.blue() + 30 * (random.nextDouble() - 0.5));
  }

  /** Returns the colour at a place. */
  Rgb at(double x, double y) {
    Rgb colour = top.mixed(bottom, y);
    for (Spot spot : spots) {
      double dx = x - spot.x();
      double dy = y - spot.y();
      double inside = 1 - (dx * dx + dy * dy) / (spot.radius() * spot.radius());
      if (inside > 0) {
        colour = colour.mixed(spot.colour(), Math.min(1, 2 * inside) * 0.8);
      }
    }
    return colour;
  }
}
