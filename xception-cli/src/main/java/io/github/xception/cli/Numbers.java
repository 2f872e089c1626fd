package io.github.xception.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; the same everywhere, whatever the system's language. */
final class Numbers {
  private Numbers() {}

  /** Returns for example {@code 0.9167}. */
  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Returns for example {@code 22,910,480}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns three significant digits, for example {@code 2.85e-03}. */
  static String rate(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }

  /** Returns images per second, with a digit after the point below 100. */
  static String speed(double imagesPerSecond) {
    return String.format(
        Locale.ROOT, imagesPerSecond < 100 ? "%.1f images/s" : "%.0f images/s", imagesPerSecond);
  }

  /** Returns for example {@code 1:07} or {@code 2:00:05}. */
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
