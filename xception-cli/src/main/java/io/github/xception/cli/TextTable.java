package io.github.xception.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need to be. */
final class TextTable {
  /** Which side of its column a text is at. */
  enum Align {
    LEFT,
    RIGHT
  }

  private static final String GAP = "  ";

  private final List<Align> columns;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(Align... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row with one text per column. */
  void row(String... texts) {
    if (texts.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " texts, got " + texts.length);
    }
    rows.add(List.of(texts));
  }

  @Override
  public String toString() {
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : GAP)
            .append(columns.get(i) == Align.RIGHT ? space + row.get(i) : row.get(i) + space);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
