package io.github.xception.cli;

import io.github.xception.api.backend.Device;
import io.github.xception.api.spec.Precision;
import io.github.xception.bench.BenchPlan;
import io.github.xception.bench.Workloads;
import io.github.xception.bench.contender.BackendContender;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.measure.Timing;
import io.github.xception.bench.roster.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a bench compares, and how long. */
final class BenchOptions {
  private static final List<String> DEFAULT_NETWORKS = List.of("xception-flowers17");
  private static final List<Integer> INFERENCE_BATCHES = List.of(1, 16);
  private static final List<Integer> TRAINING_BATCHES = List.of(16);

  /**
   * The third loss tells a wrong optimizer. From the fourth on rounding alone has been seen to take
   * engines that are right beyond the bounds.
   */
  private static final int COMPARED_LOSSES = 3;

  @Mixin private final ComparedEngines engines = new ComparedEngines();

  @Option(
      names = "--direct",
      negatable = true,
      description =
          "Also time the same network written directly against each engine (default: yes, but not"
              + " with --quick).")
  private Optional<Boolean> direct = Optional.empty();

  @Option(
      names = "--peers",
      description =
          "Also time the same network in Python: PyTorch, Keras and ONNX Runtime, as far as the"
              + " Python that XCEPTION_PEERS_PYTHON names, or else python3, has them.")
  private boolean peers;

  @Option(
      names = "--models",
      paramLabel = "FILE|PRESET",
      split = ",",
      description = "The networks, separated by commas (default: xception-flowers17).")
  private List<String> networks = DEFAULT_NETWORKS;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      description = "inference, training or both, separated by a comma (default: both).")
  private List<Mode> modes = List.of(Mode.values());

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description =
          "Images at once, separated by commas (default: 1 and 16 in inference, 16 in training).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      split = ",",
      description = "fp32, bf16 or both, separated by a comma (default: fp32).")
  private List<Precision> precisions = List.of(Precision.FP32);

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu, gpu or gpu:N (default: ${DEFAULT-VALUE}).")
  private String device = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that each engine may use (default: all cores).")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each engine is timed, in a new process each time (default: 5).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of a process, after one to warm up (default: 3).")
  private Optional<Integer> iterations = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Seconds of an iteration (default: 4).")
  private Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--quick",
      description =
          "Less than three minutes for three engines: one round of three iterations of a second,"
              + " no direct code, no cold start.")
  private boolean quick;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "How long an engine may take to show what it computes (default: ${DEFAULT-VALUE}).")
  private int timeout;

  BenchOptions() {}

  /** Tells whether an engine was asked for by name. */
  boolean names(String contender) {
    return engines.isNamed(contender);
  }

  /**
   * Returns what was asked for.
   *
   * @throws UsageException if it cannot be
   */
  BenchPlan plan(Backends backends) {
    threads.ifPresent(value -> OptionChecks.requireAtLeast("--threads", value, 1));
    OptionChecks.requireAtLeast("--timeout", timeout, 1);
    batches.forEach(value -> OptionChecks.requireAtLeast("--batch", value, 1));
    checkDevice();
    return new BenchPlan(
        contenders(backends),
        workloads(),
        rounds(5),
        timing(4),
        quick ? 2 : COMPARED_LOSSES,
        quick ? 4 : Integer.MAX_VALUE,
        !quick,
        Duration.ofSeconds(timeout));
  }

  /**
   * Returns how often each thing is timed.
   *
   * @param usually if nothing was said of it
   * @throws UsageException if it was, and cannot be
   */
  int rounds(int usually) {
    rounds.ifPresent(value -> OptionChecks.requireAtLeast("--rounds", value, 1));
    return rounds.orElse(quick ? 1 : usually);
  }

  /**
   * Returns how long a process is measured.
   *
   * @param usually seconds of an iteration if nothing was said of them
   * @throws UsageException if it was, and cannot be
   */
  Timing timing(double usually) {
    iterations.ifPresent(value -> OptionChecks.requireAtLeast("--iterations", value, 1));
    double length = seconds.orElse(quick ? 1.0 : usually);
    if (!(length >= 0.1 && length <= 3600)) {
      throw new UsageException("--seconds must be from 0.1 to 3600, got " + length);
    }
    return new Timing(1, iterations.orElse(3), Duration.ofMillis((long) (length * 1000)));
  }

  private void checkDevice() {
    try {
      Device.parse(device);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--device: " + e.getMessage());
    }
  }

  /** Returns the names of the backends that were asked for, or else of all but the slow one. */
  List<String> backends(Backends backends) {
    Set<String> names = engines.names(backends);
    names.forEach(backends::require);
    return List.copyOf(names);
  }

  /** Returns the settings of a backend that were given, as {@code key=value} of a config. */
  List<String> backendSettings() {
    checkDevice();
    threads.ifPresent(value -> OptionChecks.requireAtLeast("--threads", value, 1));
    if (precisions.size() != 1) {
      throw new UsageException("a training has one --precision, got " + precisions);
    }
    List<String> settings = new ArrayList<>();
    settings.add("backend.device=" + Json.text(device));
    settings.add("backend.precision=" + precisions.get(0).name().toLowerCase(Locale.ROOT));
    threads.ifPresent(value -> settings.add("backend.threads=" + value));
    return settings;
  }

  private List<Contender> contenders(Backends backends) {
    Set<String> names = engines.names(backends);
    List<Contender> contenders = new ArrayList<>();
    for (String name : names) {
      Contender contender = Roster.find(name);
      if (contender instanceof BackendContender) {
        backends.require(name);
      }
      contenders.add(contender);
      if (direct.orElse(!quick)) {
        Roster.directOf(name)
            .filter(each -> !names.contains(each.name()))
            .ifPresent(contenders::add);
      }
    }
    if (peers) {
      Roster.peers().stream().filter(each -> !names.contains(each.name())).forEach(contenders::add);
    }
    if (contenders.stream().noneMatch(BackendContender.class::isInstance)) {
      throw new UsageException(
          "the others are held against a backend, and " + names + " has none",
          "On the class path: " + String.join(", ", backends.names()) + ".");
    }
    return contenders;
  }

  private List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>();
    int count = threads.orElse(Runtime.getRuntime().availableProcessors());
    for (String network : networks) {
      for (Mode mode : modes) {
        for (int batch : batches(mode)) {
          for (Precision precision : precisions) {
            workloads.add(Workloads.of(network, mode, batch, precision, device, count));
          }
        }
      }
    }
    if (workloads.isEmpty()) {
      throw new UsageException(
          "nothing to do: name a network, a mode and a precision; modes are "
              + Arrays.toString(Mode.values()));
    }
    return workloads.stream().distinct().toList();
  }

  private List<Integer> batches(Mode mode) {
    if (!batches.isEmpty()) {
      return batches;
    }
    return mode == Mode.INFERENCE ? INFERENCE_BATCHES : TRAINING_BATCHES;
  }
}
