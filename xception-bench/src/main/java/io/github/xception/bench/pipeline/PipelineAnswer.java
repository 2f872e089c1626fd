package io.github.xception.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.bench.report.BenchJson;
import io.github.xception.bench.report.ReportTable;
import io.github.xception.bench.report.ReportTables;
import io.github.xception.bench.result.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was found of the way of the images, for programs and for people. */
public final class PipelineAnswer {
  private static final String NOTHING = "-";

  private PipelineAnswer() {}

  /** Returns the report as a document. */
  public static ObjectNode json(PipelineReport report) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("started", report.started().toString());
    answer.set("machine", BenchJson.machine(report.machine(), Optional.empty()));
    answer.put("network", PipelinePart.NETWORK);
    answer.put("batch", PipelinePart.IMAGES);
    answer
        .putObject("images")
        .put("from", report.images().origin())
        .put("count", report.images().count())
        .put("meanBytes", report.images().meanBytes())
        .put("meanPixels", report.images().meanPixels());
    ArrayNode results = answer.putArray("results");
    for (PipelineResult result : report.results()) {
      ObjectNode node =
          results
              .addObject()
              .put("part", result.part().label())
              .put("imagesPerSecond", result.imagesPerSecond());
      node.set("interval", BenchJson.interval(result.interval()));
      ArrayNode rounds = node.putArray("rounds");
      for (List<Double> round : result.rounds()) {
        ArrayNode rates = rounds.addArray();
        round.forEach(rates::add);
      }
    }
    answer.put("augmentationImagesPerSecond", report.augmented().orElse(null));
    ArrayNode resize = answer.putArray("resize");
    for (Fidelity fidelity : report.fidelities()) {
      resize
          .addObject()
          .put("mode", fidelity.resize().name().toLowerCase(Locale.ROOT))
          .put("psnr", fidelity.decibels());
    }
    answer.putNull("training");
    report
        .training()
        .ifPresent(
            training ->
                answer
                    .putObject("training")
                    .put("backend", training.contender())
                    .put("imagesPerSecond", training.imagesPerSecond())
                    .put("ratio", report.overTraining().orElseThrow()));
    return answer;
  }

  /** Returns where it ran and what was read, in a few words. */
  public static String summary(PipelineReport report) {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s, %s%n%d JPEG files (%s), %,d pixels and %,d bytes each; input and"
            + " augmentation of %s",
        report.machine().processor(),
        report.machine().cores(),
        report.machine().os(),
        report.machine().java(),
        report.images().count(),
        report.images().origin(),
        report.images().meanPixels(),
        report.images().meanBytes(),
        PipelinePart.NETWORK);
  }

  /** Returns the tables that have rows. */
  public static List<ReportTable> tables(PipelineReport report) {
    List<ReportTable> tables = new ArrayList<>();
    tables.add(speeds(report));
    tables.add(
        new ReportTable(
            "resized images against the exact average of what a pixel covers",
            1,
            List.of("RESIZE", "PSNR DB"),
            report.fidelities().stream()
                .map(
                    each ->
                        List.of(
                            each.resize().name().toLowerCase(Locale.ROOT),
                            String.format(Locale.ROOT, "%.1f", each.decibels())))
                .toList()));
    report
        .training()
        .ifPresent(
            training ->
                tables.add(
                    new ReportTable(
                        "against the fastest training of " + PipelinePart.NETWORK,
                        1,
                        List.of("CONTENDER", "IMAGES/S", "FROM MEMORY, TIMES AS FAST"),
                        List.of(
                            List.of(
                                training.contender(),
                                ReportTables.speed(training.imagesPerSecond()),
                                String.format(
                                    Locale.ROOT, "%.1f", report.overTraining().orElseThrow()))))));
    return tables;
  }

  private static ReportTable speeds(PipelineReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (PipelineResult result : report.results()) {
      if (result.part() == PipelinePart.FROM_MEMORY) {
        rows.add(
            List.of(
                "augment (difference)",
                report.augmented().map(ReportTables::speed).orElse(NOTHING),
                NOTHING));
      }
      rows.add(
          List.of(
              result.part().label(),
              ReportTables.speed(result.imagesPerSecond()),
              interval(result.interval())));
    }
    return new ReportTable(
        "images per second and core", 1, List.of("PART", "IMAGES/S", "99 % INTERVAL"), rows);
  }

  private static String interval(Interval interval) {
    return Double.isFinite(interval.high())
        ? ReportTables.speed(interval.low()) + " to " + ReportTables.speed(interval.high())
        : NOTHING;
  }

  /** Returns the fastest training of the network in the answer of a bench; empty if it has none. */
  public static Optional<PipelineReport.Training> fastestTraining(JsonNode bench) {
    return bench
        .path("results")
        .valueStream()
        .filter(
            result ->
                result.path("network").asText().equals(PipelinePart.NETWORK)
                    && result.path("mode").asText().equals("training")
                    && result.path("batch").asInt() == PipelinePart.IMAGES)
        .map(
            result ->
                new PipelineReport.Training(
                    result.path("backend").asText(), result.path("imagesPerSecond").asDouble()))
        .max(Comparator.comparingDouble(PipelineReport.Training::imagesPerSecond));
  }
}
