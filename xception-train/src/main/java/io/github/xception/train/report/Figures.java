package io.github.xception.train.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them; the same everywhere, whatever the system's language. */
final class Figures {
  private static final String NONE = "–";

  private Figures() {}

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns a share or a loss with three digits after the point. */
  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String ratio(OptionalDouble value) {
    return value.isPresent() ? ratio(value.getAsDouble()) : NONE;
  }

  /** Returns a probability in percent; only what is certain is 100%. */
  static String percent(double share) {
    if (share < 1 && share > 0.9995) {
      return ">99.9%";
    }
    return String.format(
        Locale.ROOT, share < 0.1 || share > 0.99 ? "%.1f%%" : "%.0f%%", 100 * share);
  }
}
