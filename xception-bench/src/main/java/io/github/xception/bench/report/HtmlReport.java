package io.github.xception.bench.report;

import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.result.BenchReport;
import io.github.xception.bench.result.Interval;
import io.github.xception.bench.result.Result;
import io.github.xception.train.html.BarChart;
import io.github.xception.train.html.BarChart.Bar;
import io.github.xception.train.html.Html;
import io.github.xception.train.html.Page;
import java.util.List;

/** What a bench has found, as a page that loads nothing. */
public final class HtmlReport {
  private static final String TITLE = "Engines compared by speed";

  private HtmlReport() {}

  /** Returns the page. */
  public static String of(BenchReport report) {
    StringBuilder body = new StringBuilder();
    body.append(
        "<p>%s</p>\n<p>%s</p>\n"
            .formatted(
                Html.escape(ReportTables.machine(report)),
                Html.escape("xception " + report.machine().library() + ", " + report.started())));
    body.append("<div class=\"charts\">\n");
    List<String> colours = report.results().stream().map(Result::contender).distinct().toList();
    for (Workload workload : ReportTables.workloads(report)) {
      List<Bar> bars =
          report.results().stream()
              .filter(result -> result.workload().equals(workload))
              .map(result -> bar(result, colours.indexOf(result.contender())))
              .toList();
      body.append(new BarChart(workload.label() + ", images/s", bars).toHtml());
    }
    body.append("</div>\n");
    for (ReportTable table : ReportTables.of(report)) {
      body.append("<h2>%s</h2>\n".formatted(Html.escape(table.title())));
      body.append(Html.table(table.head(), table.rows()));
    }
    return new Page(TITLE, "", body.toString()).toHtml();
  }

  private static Bar bar(Result result, int colour) {
    Interval interval = result.interval();
    return new Bar(
        result.contender(), colour, result.imagesPerSecond(), interval.low(), interval.high());
  }
}
