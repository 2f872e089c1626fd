package io.github.xception.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Classes in the order of their probability. */
final class Ranking {
  /**
   * A class.
   *
   * @param label its name
   * @param probability how probable it is, 0 to 1
   */
  record Entry(String label, double probability) {}

  private Ranking() {}

  /**
   * Returns the most probable classes by the softmax of logits; equal ones in the order of their
   * labels.
   *
   * @param logits one per class
   * @param classes the names
   * @param most how many to return at most
   */
  static List<Entry> of(float[] logits, List<String> classes, int most) {
    double[] probabilities = softmax(logits);
    return IntStream.range(0, logits.length)
        .mapToObj(i -> new Entry(classes.get(i), probabilities[i]))
        .sorted(Comparator.comparingDouble(Entry::probability).reversed())
        .limit(most)
        .toList();
  }

  /** Returns exp(x_i) / Σ exp(x_j). */
  static double[] softmax(float[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] - max);
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}
