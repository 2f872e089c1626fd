package io.github.xception.train.report;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.train.html.Html;
import io.github.xception.train.survey.Survey;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The images as points, near each other where the network sees them alike. */
final class MapSection {
  /** Of more images than this, evenly chosen ones are shown. */
  static final int MOST = 2000;

  private static final int WIDTH = 900;
  private static final int HEIGHT = 620;
  private static final int MARGIN = 18;

  /** Legends with more names than this are folded. */
  private static final int MOST_NAMES = 40;

  private final Survey survey;
  private final int[] shown;

  MapSection(Survey survey) {
    this.survey = survey;
    int images = survey.examples().size();
    int points = Math.min(images, MOST);
    this.shown = IntStream.range(0, points).map(i -> (int) ((long) i * images / points)).toArray();
  }

  String toHtml() {
    return "<h2 id=\"map\">Map of the features</h2>\n"
        + survey
            .features()
            .map(this::map)
            .orElse(
                "<p>There is none: the backend does not show the values of inner layers, or the"
                    + " network has no layer of features.</p>\n");
  }

  private String map(Survey.Features features) {
    Tensor vectors = vectors(features.vectors());
    Optional<PrincipalComponents> components = PrincipalComponents.of(vectors);
    if (components.isEmpty()) {
      return "<p>There is none: layer <code>%s</code> has values that are not finite.</p>\n"
          .formatted(Html.escape(features.path()));
    }
    PrincipalComponents found = components.get();
    String text =
        "<p>The values of layer <code>%s</code>, %s per image, along their first two principal components, which hold %s and %s of the variance. %sA point with a ring was classified wrong; its name is under the pointer. A class is picked out under the pointer in the list of names.</p>\n"
            .formatted(
                Html.escape(features.path()),
                Figures.count(vectors.shape().elements() / shown.length),
                Figures.percent(found.shares().x()),
                Figures.percent(found.shares().y()),
                shown.length < survey.examples().size()
                    ? "%s of %s images are shown. "
                        .formatted(
                            Figures.count(shown.length), Figures.count(survey.examples().size()))
                    : "");
    return text + "<div class=\"map\">\n" + style() + svg(found) + legend() + "</div>\n";
  }

  private Tensor vectors(Tensor all) {
    int values = all.shape().elements() / survey.examples().size();
    FloatBuffer rows = all.floats();
    return Tensor.create(
        Shape.of(shown.length, values),
        buffer -> {
          for (int i : shown) {
            buffer.put(rows.slice(i * values, values));
          }
        });
  }

  /** Colours that go around the wheel, and rules that let one class stand out. */
  private String style() {
    int classes = survey.classes().size();
    StringBuilder style = new StringBuilder("<style>\n");
    for (int k = 0; k < classes; k++) {
      style.append(
          """
          .k%1$d { color: hsl(%2$d %3$d%% %4$d%%); }
          .map:has(.l%1$d:hover) .points > :not(.k%1$d) { opacity: .07; }
          """
              .formatted(k, 360 * k / classes, k % 2 == 0 ? 75 : 55, k % 2 == 0 ? 45 : 60));
    }
    return style.append("</style>\n").toString();
  }

  private String svg(PrincipalComponents components) {
    Frame frame = Frame.around(components.points());
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Map of the features\">\n<g class=\"points\">\n"
                .formatted(WIDTH, HEIGHT));
    for (int i = 0; i < shown.length; i++) {
      Survey.Example example = survey.examples().get(shown[i]);
      PrincipalComponents.Point point = components.points().get(i);
      svg.append(
          marker(
              example.label(),
              frame.x(point),
              frame.y(point),
              example.correct() ? "" : " wrong",
              "<title>%s</title>".formatted(title(shown[i], example))));
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  private String title(int i, Survey.Example example) {
    String predicted = className(example.predicted());
    String percent = Figures.percent(survey.probability(i, example.predicted()));
    String said = example.correct() ? percent : "taken for %s, %s".formatted(predicted, percent);
    return "%s: %s, %s".formatted(Html.escape(example.name()), className(example.label()), said);
  }

  /** Four shapes take turns, so that neighbours on the colour wheel are told apart. */
  private static String marker(int label, double x, double y, String kind, String content) {
    String style = "class=\"k%d%s\"".formatted(label, kind);
    return switch (label % 4) {
          case 0 -> "<circle %s cx=\"%s\" cy=\"%s\" r=\"5\">".formatted(style, of(x), of(y));
          case 1 ->
              "<rect %s x=\"%s\" y=\"%s\" width=\"9\" height=\"9\">"
                  .formatted(style, of(x - 4.5), of(y - 4.5));
          case 2 -> "<path %s d=\"M%s %sl6 6-6 6-6-6z\">".formatted(style, of(x), of(y - 6));
          default -> "<path %s d=\"M%s %sl6 10.5h-12z\">".formatted(style, of(x), of(y - 6));
        }
        + content
        + switch (label % 4) {
          case 0 -> "</circle>\n";
          case 1 -> "</rect>\n";
          default -> "</path>\n";
        };
  }

  private String legend() {
    StringBuilder names = new StringBuilder("<ul class=\"legend\">\n");
    for (int label = 0; label < survey.classes().size(); label++) {
      names.append(
          "<li class=\"l%d\"><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\">%s</svg>%s</li>\n"
              .formatted(label, marker(label, 7, 7, "", ""), className(label)));
    }
    names.append("</ul>\n");
    return survey.classes().size() > MOST_NAMES
        ? "<details><summary>names</summary>\n" + names + "</details>\n"
        : names.toString();
  }

  private String className(int label) {
    return Html.escape(survey.classes().get(label));
  }

  private static String of(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Where points are drawn: both directions at one scale, as distances are compared. */
  private record Frame(double centreX, double centreY, double scale) {
    static Frame around(List<PrincipalComponents.Point> points) {
      double left = points.stream().mapToDouble(PrincipalComponents.Point::x).min().orElse(0);
      double right = points.stream().mapToDouble(PrincipalComponents.Point::x).max().orElse(0);
      double bottom = points.stream().mapToDouble(PrincipalComponents.Point::y).min().orElse(0);
      double top = points.stream().mapToDouble(PrincipalComponents.Point::y).max().orElse(0);
      double scale =
          Math.min(
              (WIDTH - 2 * MARGIN) / Math.max(right - left, Float.MIN_NORMAL),
              (HEIGHT - 2 * MARGIN) / Math.max(top - bottom, Float.MIN_NORMAL));
      return new Frame((left + right) / 2, (bottom + top) / 2, scale);
    }

    double x(PrincipalComponents.Point point) {
      return WIDTH / 2.0 + (point.x() - centreX) * scale;
    }

    double y(PrincipalComponents.Point point) {
      return HEIGHT / 2.0 - (point.y() - centreY) * scale;
    }
  }
}
