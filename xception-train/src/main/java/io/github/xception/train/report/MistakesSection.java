package io.github.xception.train.report;

import io.github.xception.train.html.Html;
import io.github.xception.train.survey.Survey;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The images that the network is wrong about, the surest first. */
final class MistakesSection {
  /** The most images that are shown. */
  static final int MOST = 30;

  private final Survey survey;
  private final boolean withImages;

  MistakesSection(Survey survey, boolean withImages) {
    this.survey = survey;
    this.withImages = withImages;
  }

  String toHtml() {
    List<Integer> mistakes =
        IntStream.range(0, survey.examples().size())
            .filter(i -> !survey.examples().get(i).correct())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -confidence(i)))
            .toList();
    StringBuilder html = new StringBuilder("<h2 id=\"mistakes\">Most confident mistakes</h2>\n");
    if (mistakes.isEmpty()) {
      return html.append("<p>There are none: every image was classified right.</p>\n").toString();
    }
    List<Integer> shown = mistakes.subList(0, Math.min(MOST, mistakes.size()));
    html.append(
        "<p>%s of %s mistakes%s: the class that it gave, with its probability, and the class that it is.</p>\n"
            .formatted(
                Figures.count(shown.size()),
                Figures.count(mistakes.size()),
                withImages ? ", as the network saw the images" : ""));
    html.append("<div class=\"mistakes\">\n");
    shown.forEach(i -> html.append(figure(i)));
    return html.append("</div>\n").toString();
  }

  private double confidence(int example) {
    return survey.probability(example, survey.examples().get(example).predicted());
  }

  private String figure(int i) {
    Survey.Example example = survey.examples().get(i);
    String name = Html.escape(example.name());
    return """
        <figure title="%1$s">%2$s<figcaption><b class="broken">%3$s</b> %4$s<br/>is %5$s, %6$s<br/><small>%1$s</small></figcaption></figure>
        """
        .formatted(
            name,
            withImages ? image(name, example) : "",
            className(example.predicted()),
            Figures.percent(confidence(i)),
            className(example.label()),
            Figures.percent(survey.probability(i, example.label())));
  }

  private static String image(String name, Survey.Example example) {
    return "<img alt=\"%s\" src=\"data:image/jpeg;base64,%s\"/>"
        .formatted(name, Base64.getEncoder().encodeToString(example.thumbnail().toJpeg()));
  }

  private String className(int label) {
    return Html.escape(survey.classes().get(label));
  }
}
