package io.github.xception.api.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the candidate with the smallest edit distance to {@code name}, if less than half of the
   * name would have to change.
   */
  public static Optional<String> of(String name, Collection<String> candidates) {
    return candidates.stream()
        .min(nearest(name))
        .filter(
            candidate ->
                2 * distance(name, candidate) < Math.max(name.length(), candidate.length()));
  }

  /**
   * Returns the candidates with the smallest edit distances to {@code name}, nearest first and
   * however far away; one that holds the name as a part of it is nearer than any that does not.
   *
   * @param limit the most to return
   */
  public static List<String> sorted(String name, Collection<String> candidates, int limit) {
    String lower = name.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .sorted(
            Comparator.comparing(
                    (String candidate) -> !candidate.toLowerCase(Locale.ROOT).contains(lower))
                .thenComparing(nearest(name)))
        .limit(limit)
        .toList();
  }

  private static Comparator<String> nearest(String name) {
    return Comparator.comparingInt((String candidate) -> distance(name, candidate))
        .thenComparing(Comparator.naturalOrder());
  }

  /** Returns Levenshtein's distance, where another case costs nothing. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
