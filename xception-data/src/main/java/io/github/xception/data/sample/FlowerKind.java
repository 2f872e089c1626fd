package io.github.xception.data.sample;

import java.util.List;

/**
 * A kind of drawn flower. Kinds share colours, so it takes the form to tell them apart.
 *
 * @param name its name
 * @param petals how many petals
 * @param petal their form
 * @param width a petal's width over the flower's radius
 * @param heart the radius of the flower's middle over the flower's radius
 * @param petalColours what its petals are coloured like
 * @param heartColours what its middle is coloured like
 */
record FlowerKind(
    String name,
    int petals,
    Petal petal,
    double width,
    double heart,
    List<Rgb> petalColours,
    List<Rgb> heartColours) {

  /** The form of a petal. */
  enum Petal {
    /** An ellipse. */
    ROUND,
    /** Two arcs that meet in a point. */
    POINTED,
    /** An ellipse with a bite at its end. */
    NOTCHED
  }

  /**
   * A colour.
   *
   * @param red 0-255
   * @param green 0-255
   * @param blue 0-255
   */
  record Rgb(double red, double green, double blue) {
    Rgb times(double factor) {
      return new Rgb(red * factor, green * factor, blue * factor);
    }

    /** Returns the colour that is {@code share} of {@code other} and else this one. */
    Rgb mixed(Rgb other, double share) {
      return new Rgb(
          red + (other.red - red) * share,
          green + (other.green - green) * share,
          blue + (other.blue - blue) * share);
    }
  }

  private static final Rgb WHITE = new Rgb(240, 238, 230);
  private static final Rgb YELLOW = new Rgb(238, 205, 50);
  private static final Rgb RED = new Rgb(205, 50, 45);
  private static final Rgb PINK = new Rgb(228, 135, 175);
  private static final Rgb VIOLET = new Rgb(125, 80, 190);
  private static final Rgb BLUE = new Rgb(85, 110, 220);
  private static final Rgb BROWN = new Rgb(90, 55, 30);
  private static final Rgb GREEN = new Rgb(150, 165, 60);

  /** All kinds; a data set of n classes has the first n. */
  static final List<FlowerKind> ALL =
      List.of(
          new FlowerKind(
              "buttercup",
              5,
              Petal.ROUND,
              0.62,
              0.16,
              List.of(YELLOW, WHITE),
              List.of(GREEN, YELLOW)),
          new FlowerKind(
              "daisy", 13, Petal.ROUND, 0.2, 0.3, List.of(WHITE, PINK), List.of(YELLOW, GREEN)),
          new FlowerKind(
              "lily",
              6,
              Petal.POINTED,
              0.42,
              0.1,
              List.of(RED, WHITE, PINK),
              List.of(YELLOW, GREEN)),
          new FlowerKind(
              "poppy", 4, Petal.ROUND, 0.95, 0.22, List.of(RED, PINK, VIOLET), List.of(BROWN)),
          new FlowerKind(
              "sunflower", 18, Petal.POINTED, 0.22, 0.46, List.of(YELLOW, RED), List.of(BROWN)),
          new FlowerKind(
              "gentian",
              5,
              Petal.POINTED,
              0.34,
              0.14,
              List.of(BLUE, VIOLET, WHITE),
              List.of(GREEN, BROWN)),
          new FlowerKind(
              "primrose",
              5,
              Petal.NOTCHED,
              0.66,
              0.18,
              List.of(PINK, YELLOW, VIOLET),
              List.of(YELLOW, GREEN)),
          new FlowerKind(
              "trillium",
              3,
              Petal.POINTED,
              0.66,
              0.12,
              List.of(WHITE, VIOLET, RED),
              List.of(YELLOW, BROWN)),
          new FlowerKind(
              "aster",
              9,
              Petal.ROUND,
              0.26,
              0.22,
              List.of(VIOLET, BLUE, PINK),
              List.of(YELLOW, BROWN)),
          new FlowerKind(
              "dogwood",
              4,
              Petal.NOTCHED,
              0.72,
              0.14,
              List.of(WHITE, PINK, RED),
              List.of(GREEN, BROWN)),
          new FlowerKind(
              "cosmos",
              8,
              Petal.NOTCHED,
              0.46,
              0.16,
              List.of(PINK, WHITE, VIOLET),
              List.of(YELLOW, BROWN)),
          new FlowerKind(
              "iris",
              3,
              Petal.ROUND,
              0.8,
              0.14,
              List.of(BLUE, VIOLET, YELLOW),
              List.of(YELLOW, GREEN)));
}
