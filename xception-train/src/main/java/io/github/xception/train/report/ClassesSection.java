package io.github.xception.train.report;

import io.github.xception.train.html.Html;
import io.github.xception.train.report.ConfusionMatrix.Confusion;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The confusion matrix, and precision and recall of each class. */
final class ClassesSection {
  /** With more classes than this, the matrix gives way to a list of what was confused. */
  static final int MOST_IN_MATRIX = 60;

  private static final int PAIRS_BESIDE_MATRIX = 5;
  private static final int PAIRS_ALONE = 40;

  /** A cell with more than this share of its row is so dark that its number is white. */
  private static final double DARK = 0.5;

  private final List<String> classes;
  private final ConfusionMatrix matrix;

  ClassesSection(List<String> classes, ConfusionMatrix matrix) {
    this.classes = classes;
    this.matrix = matrix;
  }

  String toHtml() {
    return confusion() + perClass();
  }

  private String confusion() {
    boolean small = matrix.classes() <= MOST_IN_MATRIX;
    return "<h2 id=\"confusion\">Confusion matrix</h2>\n"
        + (small
            ? "<p>A row holds the images of a class, a column those that were taken for a class;"
                + " the stronger the colour, the larger the share of the row.</p>\n"
                + table()
            : "")
        + pairs(small ? PAIRS_BESIDE_MATRIX : PAIRS_ALONE);
  }

  private String table() {
    StringBuilder table =
        new StringBuilder("<div class=\"wide\"><table class=\"confusion\">\n<tr><td></td>");
    for (String name : classes) {
      table.append("<th scope=\"col\"><span>%s</span></th>".formatted(Html.escape(name)));
    }
    table.append("</tr>\n");
    for (int label = 0; label < classes.size(); label++) {
      table.append("<tr><th scope=\"row\">%s</th>".formatted(name(label)));
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        table.append(cell(label, predicted));
      }
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n").toString();
  }

  private String cell(int label, int predicted) {
    int count = matrix.count(label, predicted);
    if (count == 0) {
      return label == predicted ? "<td class=\"right\">0</td>" : "<td></td>";
    }
    double share = (double) count / matrix.images(label);
    return "<td class=\"%s%s\" style=\"--share:%s\" title=\"%s\">%d</td>"
        .formatted(
            label == predicted ? "right" : "wrong",
            share > DARK ? " dark" : "",
            String.format(Locale.ROOT, "%.2f", share),
            "%s of %s: %s, taken for %s"
                .formatted(count, matrix.images(label), name(label), name(predicted)),
            count);
  }

  private String pairs(int most) {
    List<Confusion> pairs = matrix.confusions();
    if (pairs.isEmpty()) {
      return "<p>Nothing was confused.</p>\n";
    }
    StringBuilder list = new StringBuilder("<p>Confused most often:</p>\n<ul class=\"pairs\">\n");
    for (Confusion pair : pairs.subList(0, Math.min(most, pairs.size()))) {
      list.append(
          "<li><b>%s</b> taken for <b>%s</b>: %d of %d</li>\n"
              .formatted(
                  name(pair.label()),
                  name(pair.predicted()),
                  pair.images(),
                  matrix.images(pair.label())));
    }
    return list.append("</ul>\n").toString();
  }

  private String perClass() {
    StringBuilder table =
        new StringBuilder(
            """
            <h2 id="classes">Classes</h2>
            <p>Precision is the share of the images taken for a class that are of it, recall the share of the images of a class that were taken for it, F1 their harmonic mean.</p>
            <div class="wide"><table class="classes">
            <tr><th>class</th><th>images</th><th>taken for it</th><th>right</th><th>precision</th><th>recall</th><th>F1</th></tr>
            """);
    for (int label = 0; label < classes.size(); label++) {
      table.append(
          row(
              "<tr><td>" + name(label),
              matrix.images(label),
              matrix.predictions(label),
              matrix.count(label, label),
              matrix.precision(label),
              matrix.recall(label),
              matrix.f1(label)));
    }
    int images = sum(matrix::images);
    return table
        .append(
            row(
                "<tr class=\"all\"><td>all, and the mean over the classes",
                images,
                images,
                sum(label -> matrix.count(label, label)),
                mean(matrix::precision),
                mean(matrix::recall),
                mean(matrix::f1)))
        .append("</table></div>\n")
        .toString();
  }

  private static String row(
      String start,
      int images,
      int predictions,
      int right,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble f1) {
    return "%s</td><td>%s</td><td>%s</td><td>%s</td>%s%s%s</tr>\n"
        .formatted(
            start,
            Figures.count(images),
            Figures.count(predictions),
            Figures.count(right),
            bar(precision),
            bar(recall),
            bar(f1));
  }

  private static String bar(OptionalDouble share) {
    return "<td class=\"bar\" style=\"--share:%s%%\">%s</td>"
        .formatted(String.format(Locale.ROOT, "%.1f", 100 * share.orElse(0)), Figures.ratio(share));
  }

  private int sum(IntUnaryOperator count) {
    return IntStream.range(0, classes.size()).map(count).sum();
  }

  /** Returns the mean over the classes that have a value. */
  private OptionalDouble mean(IntFunction<OptionalDouble> share) {
    return IntStream.range(0, classes.size())
        .mapToObj(share)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private String name(int label) {
    return Html.escape(classes.get(label));
  }
}
