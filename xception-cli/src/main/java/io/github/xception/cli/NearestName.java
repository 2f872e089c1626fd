package io.github.xception.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
final class NearestName {
  private NearestName() {}

  /**
   * Returns the candidate with the smallest edit distance (Levenshtein) to {@code name}, if less
   * than half of the name would have to change.
   */
  static Optional<String> of(String name, Collection<String> candidates) {
    String lower = name.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(lower, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(
            candidate ->
                2 * distance(lower, candidate) < Math.max(lower.length(), candidate.length()));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
