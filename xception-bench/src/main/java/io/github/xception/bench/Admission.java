package io.github.xception.bench;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.spec.Precision;
import io.github.xception.bench.contender.BackendContender;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.rehearsal.Gate;
import io.github.xception.bench.rehearsal.Gate.Verdict;
import io.github.xception.bench.rehearsal.LackingException;
import io.github.xception.bench.rehearsal.Rehearsal;
import io.github.xception.bench.rehearsal.Rehearsals;
import io.github.xception.bench.result.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds out who may be timed at a workload: those who compute what the first backend does. */
final class Admission {
  private final Rehearsals rehearsals;
  private final WorkloadFiles files;
  private final Consumer<String> progress;

  Admission(Rehearsals rehearsals, WorkloadFiles files, Consumer<String> progress) {
    this.rehearsals = rehearsals;
    this.files = files;
    this.progress = progress;
  }

  /**
   * Who may be timed.
   *
   * @param folder the workload's
   * @param admitted the verdicts of those who may, and what they did
   * @param refusals the others
   */
  record Admitted(
      WorkloadFolder folder, Map<Contender, Admittance> admitted, List<Refusal> refusals) {}

  /** The verdict on a contender, and what it is on. */
  record Admittance(Verdict verdict, Rehearsal rehearsal) {}

  /** What the others are held against. */
  private final class Standard {
    private final Contender contender;
    private final Rehearsal rehearsal;
    private final Workload workload;
    private Optional<Gate> wider = Optional.empty();

    Standard(Contender contender, Rehearsal rehearsal, Workload workload) {
      this.contender = contender;
      this.rehearsal = rehearsal;
      this.workload = workload;
    }

    /**
     * Judges by the fixed bounds, and only who is beyond them by what rounding makes of the losses:
     * to find that out takes another rehearsal.
     */
    Verdict judge(Rehearsal actual) throws IOException, InterruptedException {
      Verdict verdict = new Gate(rehearsal, Optional.empty()).judge(actual, workload.precision());
      if (verdict.passed() || workload.mode() == Mode.INFERENCE) {
        return verdict;
      }
      if (wider.isEmpty()) {
        Rehearsal rounded = rehearsals.run(contender, files.writeRounded(workload));
        wider = Optional.of(new Gate(rehearsal, Optional.of(rounded)));
      }
      return wider.get().judge(actual, workload.precision());
    }
  }

  /** Rehearses the contenders. */
  Admitted run(List<Contender> contenders, Workload workload)
      throws IOException, InterruptedException {
    WorkloadFolder timed = files.write(workload);
    WorkloadFolder folder = files.isCut(workload) ? files.writeRehearsal(workload) : timed;
    WorkloadFolder standardFolder =
        workload.equals(folder32(workload)) ? folder : files.writeFp32(workload);
    List<Refusal> refusals = new ArrayList<>();
    Map<Contender, Admittance> admitted = new LinkedHashMap<>();
    List<Contender> failed = new ArrayList<>();
    Optional<Standard> standard = standard(contenders, workload, standardFolder, failed, refusals);
    if (standard.isEmpty()) {
      contenders.stream()
          .filter(each -> !failed.contains(each))
          .forEach(
              each ->
                  refusals.add(
                      new Refusal(
                          each.name(),
                          workload,
                          Refusal.Kind.UNAVAILABLE,
                          "there is no backend that starts to hold it against")));
      return new Admitted(timed, admitted, refusals);
    }
    for (Contender contender : contenders) {
      if (!failed.contains(contender)) {
        judge(contender, workload, folder, standardFolder, standard.get(), admitted, refusals);
      }
    }
    return new Admitted(timed, admitted, refusals);
  }

  private static Workload folder32(Workload workload) {
    return workload.withPrecision(Precision.FP32);
  }

  private Optional<Standard> standard(
      List<Contender> contenders,
      Workload workload,
      WorkloadFolder folder,
      List<Contender> failed,
      List<Refusal> refusals)
      throws IOException, InterruptedException {
    for (Contender contender : contenders) {
      if (contender instanceof BackendContender) {
        try {
          return Optional.of(new Standard(contender, rehearsals.run(contender, folder), workload));
        } catch (BackendException e) {
          failed.add(contender);
          refuse(refusals, contender, workload, kind(e), String.valueOf(e.getMessage()));
        }
      }
    }
    return Optional.empty();
  }

  private void judge(
      Contender contender,
      Workload workload,
      WorkloadFolder folder,
      WorkloadFolder standardFolder,
      Standard standard,
      Map<Contender, Admittance> admitted,
      List<Refusal> refusals)
      throws IOException, InterruptedException {
    try {
      Rehearsal rehearsal =
          contender.equals(standard.contender) && folder.equals(standardFolder)
              ? standard.rehearsal
              : rehearsals.run(contender, folder);
      Verdict verdict = standard.judge(rehearsal);
      if (verdict.passed()) {
        progress.accept("  %s: %s".formatted(contender.name(), verdict.describe()));
        admitted.put(contender, new Admittance(verdict, rehearsal));
      } else {
        refuse(
            refusals,
            contender,
            workload,
            Refusal.Kind.DIFFERENT,
            "it computes something else than '%s': %s"
                .formatted(standard.contender.name(), verdict.describe()));
      }
    } catch (BackendException e) {
      refuse(refusals, contender, workload, kind(e), String.valueOf(e.getMessage()));
    }
  }

  private static Refusal.Kind kind(BackendException e) {
    return e instanceof LackingException ? Refusal.Kind.LACKING : Refusal.Kind.UNAVAILABLE;
  }

  private void refuse(
      List<Refusal> refusals,
      Contender contender,
      Workload workload,
      Refusal.Kind kind,
      String reason) {
    progress.accept("  %s is left out: %s".formatted(contender.name(), reason));
    refusals.add(new Refusal(contender.name(), workload, kind, reason));
  }
}
