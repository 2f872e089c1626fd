package io.github.xception.train.report;

import io.github.xception.train.survey.Survey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How often the images of each class were taken for each class. */
final class ConfusionMatrix {
  private final int[][] counts;

  private ConfusionMatrix(int[][] counts) {
    this.counts = counts;
  }

  static ConfusionMatrix of(Survey survey) {
    int classes = survey.classes().size();
    int[][] counts = new int[classes][classes];
    for (Survey.Example example : survey.examples()) {
      counts[example.label()][example.predicted()]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** Images of one class that were taken for another. */
  record Confusion(int label, int predicted, int images) {}

  int classes() {
    return counts.length;
  }

  /** Returns how many images of class {@code label} were taken for class {@code predicted}. */
  int count(int label, int predicted) {
    return counts[label][predicted];
  }

  /** Returns the number of images of a class. */
  int images(int label) {
    return IntStream.of(counts[label]).sum();
  }

  /** Returns the number of images that were taken for a class. */
  int predictions(int predicted) {
    return IntStream.range(0, classes()).map(label -> counts[label][predicted]).sum();
  }

  /** Returns the share of the images taken for a class that are of it; empty if there are none. */
  OptionalDouble precision(int label) {
    return share(counts[label][label], predictions(label));
  }

  /** Returns the share of the images of a class that were taken for it; empty if there are none. */
  OptionalDouble recall(int label) {
    return share(counts[label][label], images(label));
  }

  /**
   * Returns the harmonic mean of precision and recall, which is 2·right / (images + predictions);
   * empty if there are neither.
   */
  OptionalDouble f1(int label) {
    return share(2 * counts[label][label], images(label) + predictions(label));
  }

  private static OptionalDouble share(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  /** Returns the pairs of classes that were confused, the most frequent first. */
  List<Confusion> confusions() {
    List<Confusion> confusions = new ArrayList<>();
    for (int label = 0; label < classes(); label++) {
      for (int predicted = 0; predicted < classes(); predicted++) {
        if (label != predicted && counts[label][predicted] > 0) {
          confusions.add(new Confusion(label, predicted, counts[label][predicted]));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(Confusion::images).reversed());
    return confusions;
  }
}
