package io.github.xception.data;

import java.util.List;

/**
 * What a source of images holds.
 *
 * @param classes each class, in the order of the labels
 * @param bad the files that cannot be used
 */
public record DatasetReport(List<ClassCount> classes, List<BadFile> bad) {
  /**
   * How many images a class has.
   *
   * @param name the class
   * @param images its images that can be used
   */
  public record ClassCount(String name, int images) {}

  /** Copies the lists. */
  public DatasetReport {
    classes = List.copyOf(classes);
    bad = List.copyOf(bad);
  }

  /** Returns the number of images that can be used. */
  public int images() {
    return classes.stream().mapToInt(ClassCount::images).sum();
  }
}
