package io.github.xception.train.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the run was and what came out. */
final class FactsSection {
  private final JsonNode record;
  private final List<JsonNode> metrics;
  private final Optional<TestSurvey> tested;
  private final String version;

  FactsSection(
      JsonNode record, List<JsonNode> metrics, Optional<TestSurvey> tested, String version) {
    this.record = record;
    this.metrics = metrics;
    this.tested = tested;
    this.version = version;
  }

  String toHtml() {
    return tiles() + origin();
  }

  private String tiles() {
    List<String> tiles = new ArrayList<>();
    tested.ifPresent(
        test -> {
          int images = test.survey().examples().size();
          int right = test.survey().correct();
          tiles.add(
              tile(
                  "test accuracy",
                  Figures.ratio((double) right / images),
                  "%s of %s images".formatted(Figures.count(right), Figures.count(images))));
        });
    JsonNode last = record.path("final");
    if (last.path("testLoss").isNumber()) {
      tiles.add(
          tile("test loss", Figures.ratio(last.path("testLoss").doubleValue()), "at the end"));
    }
    if (last.path("trainLoss").isNumber()) {
      tiles.add(
          tile("training loss", Figures.ratio(last.path("trainLoss").doubleValue()), "at the end"));
    }
    long steps = RunDirectory.steps(record, metrics);
    long batch = record.at("/config/training/batch").asLong();
    tiles.add(tile("steps", Figures.count(steps), record.path("status").asText()));
    tiles.add(
        tile("images seen", Figures.count(steps * batch), Figures.count(batch) + " per step"));
    double speed = record.path("imagesPerSecond").asDouble();
    if (speed > 0) {
      tiles.add(
          tile(
              "images per second",
              speed < 10
                  ? String.format(Locale.ROOT, "%.1f", speed)
                  : Figures.count(Math.round(speed)),
              "on " + record.path("device").asText()));
    }
    return "<div class=\"tiles\">\n" + String.join("", tiles) + "</div>\n";
  }

  private static String tile(String name, String value, String note) {
    return "<div><small>%s</small><b>%s</b><small>%s</small></div>\n"
        .formatted(Html.escape(name), Html.escape(value), Html.escape(note));
  }

  private String origin() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("trained on", sessions()));
    tested.ifPresent(
        test ->
            rows.add(
                List.of(
                    "measured",
                    "after step %s%s, on %s (%s %s, %s)"
                        .formatted(
                            Figures.count(test.step()),
                            test.averaged() ? ", with the averaged weights" : "",
                            test.backend().name(),
                            test.backend().engine(),
                            test.backend().version(),
                            test.backend().device()))));
    JsonNode split = record.path("split");
    long validation = split.path("validation").asLong();
    rows.add(
        List.of(
            "images",
            "%s to train on, %s%s held out"
                .formatted(
                    Figures.count(split.path("train").asLong()),
                    validation == 0 ? "" : Figures.count(validation) + " to choose by, ",
                    Figures.count(split.path("test").asLong()))));
    rows.add(List.of("split", "SHA-256 " + split.path("sha256").asText()));
    rows.add(List.of("seed", record.path("seed").asText()));
    rows.add(
        List.of(
            "on",
            "Java %s, %s %s %s, %s threads"
                .formatted(
                    record.at("/java/version").asText(),
                    record.at("/os/name").asText(),
                    record.at("/os/version").asText(),
                    record.at("/os/arch").asText(),
                    record.path("threads").asText())));
    String ended = record.path("endedAt").asText();
    if (!ended.isEmpty()) {
      rows.add(List.of("ended", ended));
    }
    rows.add(List.of("reported by", "xception " + version));
    return table(rows);
  }

  /** Returns the engines that worked on the run: it may begin on one and end on another. */
  private String sessions() {
    return record
        .path("sessions")
        .valueStream()
        .map(
            session ->
                "%s %s (%s) from step %s"
                    .formatted(
                        session.path("backend").asText(),
                        session.path("version").asText(),
                        session.path("device").asText(),
                        Figures.count(session.path("fromStep").asLong())))
        .collect(Collectors.joining("; "));
  }

  private static String table(List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<table class=\"facts\">\n");
    for (List<String> row : rows) {
      table.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
              .formatted(Html.escape(row.get(0)), Html.escape(row.get(1))));
    }
    return table.append("</table>\n").toString();
  }
}
