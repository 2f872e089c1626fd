package io.github.xception.train.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.train.RunDirectory;
import io.github.xception.train.html.Html;
import io.github.xception.train.html.Page;
import io.github.xception.train.survey.Survey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run was and what came out, as one page that opens from disk: key facts, curves, and, where
 * images were held out, the confusion matrix, precision and recall, mistakes and a map of the
 * features.
 */
public final class RunReport {
  /** The name of the report in a run directory. */
  public static final String FILE = "report.html";

  private static final String STYLE = Page.stylesheet(RunReport.class, "report.css");

  private final JsonNode record;
  private final List<JsonNode> metrics;
  private final Optional<TestSurvey> tested;
  private final String version;
  private final boolean withImages;

  private RunReport(
      JsonNode record,
      List<JsonNode> metrics,
      Optional<TestSurvey> tested,
      String version,
      boolean withImages) {
    this.record = record;
    this.metrics = metrics;
    this.tested = tested;
    this.version = version;
    this.withImages = withImages;
  }

  /**
   * Reads what a run has left so far.
   *
   * @param tested what a checkpoint makes of the images held out; empty if there are none
   * @param version of this program
   * @throws io.github.xception.train.TrainingException if {@code run.json} is not what a run writes
   * @throws IOException if a file cannot be read
   */
  public static RunReport of(RunDirectory run, Optional<TestSurvey> tested, String version)
      throws IOException {
    return new RunReport(run.record(), run.metricLines(), tested, version, true);
  }

  /**
   * Returns the report without the images themselves, only with their names: to pass on where the
   * images may not be.
   */
  public RunReport withoutImages() {
    return new RunReport(record, metrics, tested, version, false);
  }

  /**
   * Writes the page beside its place and moves it there.
   *
   * @throws IOException if it cannot be written; an older page is then still there
   */
  public void write(Path file) throws IOException {
    DurableFiles.replace(file, toHtml().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the page. */
  public String toHtml() {
    String name = record.at("/config/model/name").asText("run");
    String title = name + " on " + record.at("/backend/name").asText();
    return new Page(title, STYLE, body()).toHtml();
  }

  private String body() {
    StringBuilder body =
        new StringBuilder(new FactsSection(record, metrics, tested, version).toHtml());
    body.append(new CurvesSection(metrics).toHtml());
    if (tested.isPresent()) {
      Survey survey = tested.get().survey();
      body.append(new ClassesSection(survey.classes(), ConfusionMatrix.of(survey)).toHtml());
      body.append(new MistakesSection(survey, withImages).toHtml());
      body.append(new MapSection(survey).toHtml());
    } else {
      body.append("<p>No images were held out, so there is nothing to tell about classes.</p>\n");
    }
    return body.append(config()).toString();
  }

  private String config() {
    return "<h2 id=\"config\">Config</h2>\n<details><summary>as resolved, with every default</summary>\n<pre>%s</pre>\n</details>\n"
        .formatted(Html.escape(record.path("config").toPrettyString()));
  }
}
