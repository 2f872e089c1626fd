package io.github.xception.bench;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.api.graph.ModelSummary;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.measure.ForkResult;
import io.github.xception.bench.measure.Forks;
import io.github.xception.bench.process.ChildJvms;
import io.github.xception.bench.rehearsal.Gate.Verdict;
import io.github.xception.bench.rehearsal.Rehearsal;
import io.github.xception.bench.rehearsal.Rehearsals;
import io.github.xception.bench.result.BenchReport;
import io.github.xception.bench.result.Feed;
import io.github.xception.bench.result.Machine;
import io.github.xception.bench.result.Refusal;
import io.github.xception.bench.result.Result;
import io.github.xception.bench.result.StartUp;
import io.github.xception.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares contenders by speed. First each shows that it computes what the others do, then they are
 * timed in turns, each in a process of its own, one after the other.
 */
public final class Bench {
  private static final int FEED_BATCHES = 20;

  private final ChildJvms children;
  private final BenchPlan plan;
  private final Consumer<String> progress;
  private final Consumer<BenchReport> afterRound;

  private final WorkloadFiles files;
  private final Rehearsals rehearsals;
  private final Forks forks;
  private final LimitSearch limit;

  private final Instant started = Instant.now();
  private final Machine machine = Machine.here();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<StartUp> startUps = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();

  /**
   * Makes a bench.
   *
   * @param children starts processes of {@code RehearsalWorker}; whoever gives it ends them
   * @param datasets opens the images
   * @param progress hears, line by line, what is going on
   * @param afterRound gets what is known after each round
   */
  public Bench(
      ChildJvms children,
      BenchPlan plan,
      Datasets datasets,
      Consumer<String> progress,
      Consumer<BenchReport> afterRound) {
    this.children = children;
    this.plan = plan;
    this.progress = progress;
    this.afterRound = afterRound;
    this.files = new WorkloadFiles(children.folder(), datasets, plan.rehearsalImages());
    this.rehearsals = new Rehearsals(children, plan.timeout(), plan.rehearsalSteps());
    this.forks = new Forks(children.folder(), plan.timing());
    this.limit = new LimitSearch(forks, plan.workloads().get(0), plan.timing().length(), progress);
  }

  /** A contender that is timed at a workload. */
  private record Entry(
      Contender contender,
      Workload workload,
      WorkloadFolder folder,
      Verdict verdict,
      List<ForkResult> forks) {
    Optional<Result> result() {
      return forks.isEmpty()
          ? Optional.empty()
          : Optional.of(new Result(contender.name(), workload, verdict, forks));
    }
  }

  /** Does what is planned. */
  public BenchReport run() throws IOException, InterruptedException {
    admit();
    for (int round = 1; round <= plan.rounds(); round++) {
      progress.accept("round %d of %d".formatted(round, plan.rounds()));
      limit.round();
      time(round);
      afterRound.accept(report());
    }
    return report();
  }

  private void admit() throws IOException, InterruptedException {
    Admission admission = new Admission(rehearsals, files, progress);
    for (Workload workload : plan.workloads()) {
      progress.accept(workload.label() + ": comparing what is computed");
      Admission.Admitted admitted = admission.run(plan.contenders(), workload);
      refusals.addAll(admitted.refusals());
      for (Map.Entry<Contender, Admission.Admittance> each : admitted.admitted().entrySet()) {
        Contender contender = each.getKey();
        entries.add(
            new Entry(
                contender,
                workload,
                admitted.folder(),
                each.getValue().verdict(),
                new ArrayList<>()));
        if (workload.mode() == Mode.INFERENCE && workload.batch() == 1) {
          startUp(contender, workload, admitted.folder(), each.getValue().rehearsal());
        }
      }
      if (workload.mode() == Mode.TRAINING) {
        feed(workload);
      }
    }
  }

  /** Measures the way to the first prediction, once for a contender and a network. */
  private void startUp(
      Contender contender, Workload workload, WorkloadFolder folder, Rehearsal before)
      throws IOException, InterruptedException {
    if (startUps.stream()
        .anyMatch(
            each ->
                each.contender().equals(contender.name())
                    && each.network().equals(workload.network()))) {
      return;
    }
    Optional<Duration> cold = Optional.empty();
    Duration warm = before.toFirstAnswer();
    if (plan.startUps()) {
      cold = Optional.of(coldStart(contender, folder));
      Duration again = rehearsals.run(contender, folder).toFirstAnswer();
      warm = Collections.min(List.of(warm, again));
    }
    startUps.add(new StartUp(contender.name(), workload.network(), cold, warm));
  }

  private Duration coldStart(Contender contender, WorkloadFolder folder)
      throws IOException, InterruptedException {
    Path caches = Files.createTempDirectory(children.folder(), "caches-");
    try {
      return rehearsals
          .run(
              contender,
              folder,
              Map.of("DJL_CACHE_DIR", caches.toString()),
              List.of("-Dorg.bytedeco.javacpp.cachedir=" + caches))
          .toFirstAnswer();
    } finally {
      DurableFiles.deleteTree(caches);
    }
  }

  private void feed(Workload workload) {
    boolean known =
        feeds.stream()
            .anyMatch(
                feed ->
                    feed.network().equals(workload.network()) && feed.batch() == workload.batch());
    if (!known) {
      double seconds = files.secondsPerBatch(workload, FEED_BATCHES);
      feeds.add(new Feed(workload.network(), workload.batch(), seconds));
    }
  }

  private void time(int round) throws IOException {
    List<Entry> order = new ArrayList<>(entries);
    if (round % 2 == 0) {
      // Whoever comes first in a round comes last in the next.
      Collections.reverse(order);
    }
    for (Entry entry : order) {
      if (hasFailed(entry)) {
        continue;
      }
      try {
        ForkResult fork = forks.run(entry.contender(), entry.folder());
        entry.forks().add(fork);
        progress.accept(
            "  %s, %s: %.2f images/s"
                .formatted(
                    entry.workload().label(),
                    entry.contender().name(),
                    entry.workload().batch() / fork.meanSecondsPerCall()));
      } catch (BackendException e) {
        progress.accept("  " + e.getMessage());
        refusals.add(
            new Refusal(
                entry.contender().name(),
                entry.workload(),
                Refusal.Kind.FAILED,
                String.valueOf(e.getMessage())));
      }
    }
  }

  private boolean hasFailed(Entry entry) {
    return refusals.stream()
        .anyMatch(
            each ->
                each.contender().equals(entry.contender().name())
                    && each.workload().equals(entry.workload()));
  }

  private BenchReport report() {
    return new BenchReport(
        started,
        machine,
        limit.best(),
        macs(),
        entries.stream().map(Entry::result).flatMap(Optional::stream).toList(),
        refusals,
        startUps,
        feeds);
  }

  private Map<String, Long> macs() {
    Map<String, Long> macs = new LinkedHashMap<>();
    for (Workload workload : plan.workloads()) {
      macs.computeIfAbsent(
          workload.network(), name -> ModelSummary.of(workload.config().model()).macs());
    }
    return macs;
  }
}
