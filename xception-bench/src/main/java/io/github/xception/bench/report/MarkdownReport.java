package io.github.xception.bench.report;

import io.github.xception.bench.result.BenchReport;
import java.util.List;
import java.util.stream.Collectors;

/** What a bench has found, as Markdown. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** Returns the report. */
  public static String of(BenchReport report) {
    StringBuilder text = new StringBuilder("# Bench\n\n");
    text.append(escape(ReportTables.machine(report))).append("\n");
    for (ReportTable table : ReportTables.of(report)) {
      text.append("\n## ").append(escape(table.title())).append("\n\n");
      text.append(row(table.head())).append('|');
      for (int i = 0; i < table.head().size(); i++) {
        text.append(i < table.texts() ? "---|" : "---:|");
      }
      text.append('\n');
      table.rows().forEach(row -> text.append(row(row)));
    }
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(MarkdownReport::escape)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String escape(String text) {
    return text.replaceAll("([\\\\|*_`<>\\[\\]])", "\\\\$1").replaceAll("\\R", " ");
  }
}
