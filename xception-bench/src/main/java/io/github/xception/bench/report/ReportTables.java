package io.github.xception.bench.report;

import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.parity.Scientific;
import io.github.xception.bench.result.BenchReport;
import io.github.xception.bench.result.Interval;
import io.github.xception.bench.result.Ratio;
import io.github.xception.bench.result.Ratios;
import io.github.xception.bench.result.Refusal;
import io.github.xception.bench.result.Result;
import io.github.xception.bench.result.StartUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a bench has found, in tables for people. */
public final class ReportTables {
  private static final String NOTHING = "-";

  private ReportTables() {}

  /** Returns the tables that have rows. */
  public static List<ReportTable> of(BenchReport report) {
    List<ReportTable> tables = new ArrayList<>();
    workloads(report).forEach(workload -> tables.add(results(report, workload)));
    List<Ratio> ratios = Ratios.of(report.results());
    if (!ratios.isEmpty()) {
      tables.add(ratios(ratios));
    }
    if (!report.startUps().isEmpty()) {
      tables.add(startUps(report.startUps()));
    }
    if (!report.refusals().isEmpty()) {
      tables.add(refusals(report.refusals()));
    }
    return tables;
  }

  /** Returns the machine, and what it reached at best, in one line. */
  public static String machine(BenchReport report) {
    String limit =
        report
            .limit()
            .map(
                best ->
                    "; the best product of matrices reached %.1f GFLOP/s (%s, %d x %d)"
                        .formatted(
                            best.operationsPerSecond() / 1e9,
                            best.engine(),
                            best.size(),
                            best.size()))
            .orElse("");
    return "%s, %d cores, %s, %s%s"
        .formatted(
            report.machine().processor(),
            report.machine().cores(),
            report.machine().os(),
            report.machine().java(),
            limit);
  }

  /** Returns the workloads that have results. */
  public static List<Workload> workloads(BenchReport report) {
    return report.results().stream().map(Result::workload).distinct().toList();
  }

  /** Returns a workload with its threads and device, in words. */
  public static String title(Workload workload) {
    return "%s, %d threads, device %s"
        .formatted(workload.label(), workload.threads(), workload.device());
  }

  private static ReportTable results(BenchReport report, Workload workload) {
    boolean latency = workload.mode() == Mode.INFERENCE && workload.batch() == 1;
    boolean training = workload.mode() == Mode.TRAINING;
    List<String> head =
        new ArrayList<>(List.of("CONTENDER", "ENGINE", "IMAGES/S", "99 % INTERVAL", "OF LIMIT"));
    if (latency) {
      head.addAll(List.of("P50 MS", "P90 MS", "P99 MS"));
    }
    head.addAll(List.of("PEAK MB", "CORES"));
    if (training) {
      head.add("FEED");
    }
    head.add("OFF BY");
    List<List<String>> rows = new ArrayList<>();
    for (Result result : report.results()) {
      if (result.workload().equals(workload)) {
        List<String> row = new ArrayList<>();
        row.add(result.contender());
        row.add(result.engine().engine() + " " + result.engine().version());
        row.add(speed(result.imagesPerSecond()));
        row.add(interval(result.interval()));
        row.add(share(report.shareOfLimit(result)));
        if (latency) {
          for (int percent : new int[] {50, 90, 99}) {
            row.add(number("%.1f", result.latencyMillis(percent)));
          }
        }
        long peak = result.peakResidentBytes();
        row.add(peak == 0 ? NOTHING : number("%,d", peak / 1_000_000));
        row.add(cores(result));
        if (training) {
          row.add(share(report.feedShare(result)));
        }
        row.add(Scientific.of(result.verdict().difference()));
        rows.add(row);
      }
    }
    return new ReportTable(title(workload), 2, head, rows);
  }

  private static String cores(Result result) {
    return result.busyCores() == 0
        ? NOTHING
        : number("%.2f", result.busyCores()) + (result.idle() ? " (!)" : "");
  }

  private static ReportTable ratios(List<Ratio> ratios) {
    return new ReportTable(
        "speed as a share of another's, round by round",
        3,
        List.of("CONTENDER", "OVER", "WORKLOAD", "MEDIAN", "99 % INTERVAL", "ROUNDS"),
        ratios.stream()
            .map(
                ratio ->
                    List.of(
                        ratio.contender(),
                        over(ratio),
                        ratio.workload().label(),
                        number("%.3f", ratio.median()),
                        narrow(ratio.interval()),
                        String.valueOf(ratio.rounds().size())))
            .toList());
  }

  private static String over(Ratio ratio) {
    return ratio.workload().precision() == ratio.toWorkload().precision()
        ? ratio.to()
        : ratio.to() + " " + ratio.toWorkload().precision().name().toLowerCase(Locale.ROOT);
  }

  private static String narrow(Interval interval) {
    return Double.isFinite(interval.high())
        ? String.format(Locale.ROOT, "%.3f to %.3f", interval.low(), interval.high())
        : NOTHING;
  }

  private static ReportTable startUps(List<StartUp> startUps) {
    return new ReportTable(
        "from the start of the process to the first prediction of one image",
        2,
        List.of("CONTENDER", "NETWORK", "COLD S", "WARM S"),
        startUps.stream()
            .map(
                each ->
                    List.of(
                        each.contender(),
                        each.network(),
                        each.cold().map(ReportTables::seconds).orElse(NOTHING),
                        seconds(each.warm())))
            .toList());
  }

  private static ReportTable refusals(List<Refusal> refusals) {
    return new ReportTable(
        "left out",
        4,
        List.of("CONTENDER", "WORKLOAD", "BECAUSE IT", "REASON"),
        refusals.stream()
            .map(
                each ->
                    List.of(
                        each.contender(),
                        each.workload().label(),
                        switch (each.kind()) {
                          case UNAVAILABLE -> "cannot";
                          case LACKING -> "lacks it";
                          case DIFFERENT -> "differs";
                          case FAILED -> "failed";
                        },
                        // The whole of it is in the answer for programs.
                        each.reason().lines().findFirst().orElse("")))
            .toList());
  }

  /** Returns images per second, three significant digits or more. */
  public static String speed(double imagesPerSecond) {
    return number(
        imagesPerSecond < 10 ? "%.2f" : imagesPerSecond < 1000 ? "%.1f" : "%,.0f", imagesPerSecond);
  }

  private static String interval(Interval interval) {
    return Double.isFinite(interval.high())
        ? speed(interval.low()) + " to " + speed(interval.high())
        : NOTHING;
  }

  private static String share(Optional<Double> share) {
    return share.map(each -> number("%.3f", each)).orElse(NOTHING);
  }

  private static String seconds(Duration duration) {
    return number("%.2f", duration.toMillis() / 1e3);
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
