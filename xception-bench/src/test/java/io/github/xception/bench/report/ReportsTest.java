package io.github.xception.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.bench.result.BenchReport;
import io.github.xception.bench.result.Results;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One report in all its forms. */
class ReportsTest {
  private final BenchReport report = Results.report();

  @Test
  void programsGetWhatWasMeasured() {
    ObjectNode answer = BenchJson.of(report);
    assertThat(answer.at("/machine/cores").intValue()).isEqualTo(2);
    assertThat(answer.at("/machine/limit/gflops").doubleValue()).isEqualTo(2);
    JsonNode first = answer.at("/results/0");
    assertThat(first.get("backend").textValue()).isEqualTo("quick");
    assertThat(first.get("mode").textValue()).isEqualTo("inference");
    assertThat(first.get("batch").intValue()).isEqualTo(1);
    assertThat(first.get("imagesPerSecond").doubleValue())
        .isCloseTo((100 + 1 / 0.011 + 1 / 0.012) / 3, within(1e-6));
    assertThat(first.at("/interval/low").doubleValue()).isPositive();
    assertThat(first.get("peakResidentBytes").longValue()).isEqualTo(300_000_000);
    assertThat(first.get("shareOfLimit").doubleValue()).isBetween(0.9, 1.0);
    assertThat(first.at("/latencyMillis/p99").doubleValue()).isBetween(19.0, 21.0);
    assertThat(first.get("rounds")).hasSize(2);
    assertThat(first.get("usesItsThreads").booleanValue()).isTrue();
    JsonNode training = answer.at("/results/2");
    assertThat(training.at("/interval/high").isNull()).isTrue();
    assertThat(training.get("usesItsThreads").booleanValue()).isFalse();
    assertThat(training.get("feedShare").doubleValue()).isCloseTo(0.1, within(1e-9));
    assertThat(answer.at("/ratios/0/to").textValue()).isEqualTo("direct-quick");
    assertThat(answer.at("/leftOut/0/kind").textValue()).isEqualTo("different");
    assertThat(answer.at("/startUp/0/coldSeconds").doubleValue()).isEqualTo(2.5);
    assertThat(answer.at("/feed/0/imagesPerSecond").doubleValue()).isEqualTo(400);
  }

  @Test
  void peopleGetTables() {
    List<ReportTable> tables = ReportTables.of(report);
    assertThat(tables)
        .extracting(ReportTable::title)
        .containsExactly(
            "xception-mini inference batch 1 fp32, 2 threads, device cpu",
            "xception-mini training batch 4 fp32, 2 threads, device cpu",
            "speed as a share of another's, round by round",
            "from the start of the process to the first prediction of one image",
            "left out");
    assertThat(tables)
        .allSatisfy(
            table ->
                assertThat(table.rows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).hasSameSizeAs(table.head())));
    assertThat(tables.get(0).rows().get(0)).contains("quick", "Engine 1.0", "300", "1.90");
    assertThat(tables.get(1).rows().get(0)).contains("40.0", "-", "1.200", "1.00 (!)", "0.100");
  }

  @Test
  void markdownHoldsNothingButText() {
    assertThat(MarkdownReport.of(report))
        .startsWith("# Bench\n\nA \\| \\<fast\\> processor, 2 cores")
        .contains("| CONTENDER | ENGINE | IMAGES/S |")
        .contains("\n|---|---|---:|")
        .contains("| wrong | xception-mini inference batch 1 fp32 | differs | logits: off |");
  }

  @Test
  void thePageLoadsNothing() {
    assertThat(HtmlReport.of(report))
        .contains("<svg", "<rect", "A | &lt;fast&gt; processor", "direct-quick")
        .doesNotContain("http:", "https:", "<script", "<link", " src=");
  }
}
