package io.github.xception.bench.parity;

import java.util.Locale;

/** Numbers of any size as people read them; the same everywhere, whatever the system's language. */
public final class Scientific {
  private Scientific() {}

  /** Returns two significant digits, for example {@code 3.1e-07}; {@code 0} for nothing at all. */
  public static String of(double value) {
    if (value == 0) {
      return "0";
    }
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.1e", value)
        : String.valueOf(value);
  }
}
