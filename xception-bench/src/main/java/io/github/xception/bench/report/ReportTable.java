package io.github.xception.bench.report;

import java.util.List;

/**
 * A table of a report.
 *
 * @param title what is in it
 * @param texts how many of the columns, from the left, hold words; the others hold numbers
 * @param head the columns' names
 * @param rows the cells
 */
public record ReportTable(String title, int texts, List<String> head, List<List<String>> rows) {
  /** Copies the lists. */
  public ReportTable {
    head = List.copyOf(head);
    rows = List.copyOf(rows);
  }
}
