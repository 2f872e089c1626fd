package io.github.xception.train.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis: 1, 2 or 5 times a power of ten apart. */
final class Ticks {
  private static final double[] ROUND = {1, 2, 5, 10};

  private Ticks() {}

  /**
   * Returns the multiples of a round step that are in a range.
   *
   * @param low finite
   * @param high finite, larger than {@code low}
   * @param most about how many there may be
   * @param smallestStep no step is smaller: 1 for what is counted, else 0
   */
  static List<Double> between(double low, double high, int most, double smallestStep) {
    double step = Math.max(step((high - low) / most), smallestStep);
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    for (long i = first; i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double round : ROUND) {
      if (round * power >= atLeast * (1 - 1e-9)) {
        return round * power;
      }
    }
    return ROUND[ROUND.length - 1] * power;
  }

  /** Returns a tick's number with as many digits as it needs. */
  static String text(double tick) {
    if (tick == 0) {
      return "0";
    }
    double size = Math.abs(tick);
    if (size < 1e-4 || size >= 1e7) {
      return String.format(Locale.ROOT, "%.2e", tick).replaceFirst("\\.?0+e", "e");
    }
    String digits = String.format(Locale.ROOT, "%.7f", tick);
    return digits.replaceFirst("\\.?0+$", "");
  }
}
