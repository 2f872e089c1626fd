package io.github.xception.data.sample;

import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.sample.FlowerKind.Petal;
import io.github.xception.data.sample.FlowerKind.Rgb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One flower, somewhere in an image whose coordinates are in [0, 1]. Forms are given by
 * inequalities of sums and products, and angles by StrictMath, so that every machine finds the same
 * pixels.
 */
final class Flower {
  private final double x;
  private final double y;
  private final double radius;

  /** The tilt: how a place in the image maps to one on the flower, seen from above. */
  private final double[] tilt;

  private final Petal form;
  private final List<Leaf> leaves;
  private final double heartRadius;
  private final Rgb heart;

  /** A petal that lies along (cos, sin); lengths are in the flower's radius. */
  private record Leaf(double cos, double sin, double length, double width, Rgb colour) {}

  private Flower(
      double x,
      double y,
      double radius,
      double[] tilt,
      Petal form,
      List<Leaf> leaves,
      double heartRadius,
      Rgb heart) {
    this.x = x;
    this.y = y;
    this.radius = radius;
    this.tilt = tilt;
    this.form = form;
    this.leaves = leaves;
    this.heartRadius = heartRadius;
    this.heart = heart;
  }

  static Flower draw(FlowerKind kind, RandomStream random) {
    double radius = 0.30 + 0.16 * random.nextDouble();
    double x = 0.5 + 0.20 * (random.nextDouble() - 0.5);
    double y = 0.5 + 0.20 * (random.nextDouble() - 0.5);
    Rgb colour = Meadow.pick(kind.petalColours(), random);
    Rgb heart = Meadow.pick(kind.heartColours(), random);
    double turn = 2 * Math.PI * random.nextDouble();
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < kind.petals(); i++) {
      double angle = turn + 2 * Math.PI * (i + 0.16 * (random.nextDouble() - 0.5)) / kind.petals();
      leaves.add(
          new Leaf(
              StrictMath.cos(angle),
              StrictMath.sin(angle),
              0.92 + 0.16 * (random.nextDouble() - 0.5),
              kind.width() * (1 + 0.2 * (random.nextDouble() - 0.5)),
              colour.times(0.90 + 0.14 * random.nextDouble())));
    }
    return new Flower(x, y, radius, tilt(random), kind.petal(), leaves, kind.heart(), heart);
  }

  /** Returns the inverse of a compression by up to 1.25 along some direction. */
  private static double[] tilt(RandomStream random) {
    double angle = Math.PI * random.nextDouble();
    double stretch = 1 + 0.25 * random.nextDouble();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double mixed = (stretch - 1) * cos * sin;
    return new double[] {
      stretch * cos * cos + sin * sin, mixed, mixed, stretch * sin * sin + cos * cos
    };
  }

  /** Returns the flower's colour at a place of the image, if the flower covers it. */
  Optional<Rgb> at(double px, double py) {
    double dx = (px - x) / radius;
    double dy = (py - y) / radius;
    if (dx * dx + dy * dy > 1.1) {
      return Optional.empty();
    }
    double fx = tilt[0] * dx + tilt[1] * dy;
    double fy = tilt[2] * dx + tilt[3] * dy;
    double fromHeart = (fx * fx + fy * fy) / (heartRadius * heartRadius);
    if (fromHeart <= 1) {
      return Optional.of(heart.times(1 - 0.3 * fromHeart));
    }
    for (Leaf leaf : leaves) {
      double along = (fx * leaf.cos + fy * leaf.sin) / leaf.length;
      double across = (fy * leaf.cos - fx * leaf.sin) / (leaf.width / 2);
      double depth = along <= 0 || along > 1 ? -1 : depth(along, across);
      if (depth >= 0) {
        // Darker at the rim and towards the heart, so that petals stand out from each other.
        double light = 0.62 + 0.38 * Math.min(1, 4 * depth);
        return Optional.of(leaf.colour.times(light * (0.8 + 0.2 * along)));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns how far inside the petal's rim a place is, from 0 to 1; negative outside.
   *
   * @param along 0 at the flower's middle, 1 at the petal's end
   * @param across −1 and 1 where the petal is widest
   */
  private double depth(double along, double across) {
    return switch (form) {
      case ROUND -> ellipse(along, across);
      case POINTED -> {
        // A parabola each side: widest at the middle, a point at both ends.
        double half = 4 * along * (1 - along);
        yield half - Math.abs(across);
      }
      case NOTCHED -> {
        double bite = (along - 1.02) * (along - 1.02) / 0.04 + across * across / 0.20;
        yield Math.min(ellipse(along, across), bite - 1);
      }
    };
  }

  private static double ellipse(double along, double across) {
    double u = (along - 0.54) / 0.46;
    return 1 - u * u - across * across;
  }
}
