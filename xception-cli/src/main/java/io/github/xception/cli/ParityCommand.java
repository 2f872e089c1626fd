package io.github.xception.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.environment.LibraryVersion;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.bench.parity.Bounds;
import io.github.xception.bench.parity.HtmlReport;
import io.github.xception.bench.parity.Parity;
import io.github.xception.bench.parity.ParityReport;
import io.github.xception.bench.parity.ParityTask;
import io.github.xception.bench.parity.ParityWorker;
import io.github.xception.bench.process.ChildJvms;
import io.github.xception.data.Datasets;
import io.github.xception.data.SplitDatasets;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds engines against each other. */
@Command(
    name = "parity",
    header = "Holds engines against each other: same network, weights and batches, layer by layer.",
    description = {
      "",
      "Each engine runs in a process of its own. The first one, or the one that --against names, is",
      "what the others are held against. The first layer that diverges is named.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 within the bounds, 1 a bound is broken or an engine failed, 2 bad usage."
    })
final class ParityCommand implements Callable<Integer> {
  private static final String DEFAULT_CONFIG = "xception-mini";
  private static final String WORKER = "--worker";

  private final Console console;
  private final Backends backends;
  private final Datasets datasets;

  @Mixin private final ComparedEngines engines = new ComparedEngines();
  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--against",
      paramLabel = "NAME",
      description = "The engine that the others are held against (default: the first).")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE|PRESET",
      description = "A training config, a model, or the name of a preset (default: xception-mini).")
  private Optional<String> config = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Begin with the weights, and take the config, of this run directory or checkpoint.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "2",
      description = "Images for inference (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "5",
      description = "Training steps; 0 for inference only (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per training step (default: what the config says).")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-4",
      description =
          "Bound on the relative difference of a layer and of the prediction (default:"
              + " ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--training-tolerance",
      paramLabel = "X",
      defaultValue = "1e-3",
      description =
          "Bound on the relative difference of the loss of a step (default: ${DEFAULT-VALUE}).")
  private double trainingTolerance;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the report as a page with curves.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--all-layers", description = "Print every layer, not the worst ten only.")
  private boolean allLayers;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long an engine may take for one answer (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = WORKER, paramLabel = "NAME", hidden = true)
  private Optional<String> worker = Optional.empty();

  @Inject
  ParityCommand(Console console, Backends backends, Datasets datasets) {
    this.console = console;
    this.backends = backends;
    this.datasets = datasets;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (worker.isPresent()) {
      work(worker.get());
      return ExitStatus.DONE;
    }
    checkNumbers();
    html.ifPresent(file -> OptionChecks.requirePlace("--html", file));
    List<String> names = names();
    ParityTask task = task();
    ParityReport report = compare(names, task);
    if (html.isPresent()) {
      byte[] page = new HtmlReport(report, LibraryVersion.current()).toHtml().getBytes(UTF_8);
      DurableFiles.replace(html.get(), page);
      console.say("report: " + html.get());
    }
    console.answer(
        output.json ? Json.write(ParityAnswer.of(report)) : ParityText.of(report, allLayers));
    List<String> broken = report.broken();
    broken.forEach(what -> console.say("xception: " + what));
    return broken.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private void work(String name) throws IOException {
    new ParityWorker(
            resolved -> backends.open(resolved.backend()),
            List.of("backend.name=" + Json.text(name)))
        .run(new InputStreamReader(System.in, UTF_8), console.out());
  }

  private void checkNumbers() {
    OptionChecks.requireAtLeast("--images", images, 1);
    OptionChecks.requireAtLeast("--steps", steps, 0);
    OptionChecks.requireAtLeast("--timeout", timeout, 1);
    batch.ifPresent(size -> OptionChecks.requireAtLeast("--batch", size, 1));
    requireBound("--tolerance", tolerance);
    requireBound("--training-tolerance", trainingTolerance);
  }

  private static void requireBound(String option, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new UsageException(option + " must be a number from 0, got " + value);
    }
  }

  /** Returns the engines, the one first that the others are held against. */
  private List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    against.ifPresent(names::add);
    names.addAll(engines.names(backends));
    names.forEach(backends::require);
    if (names.size() < 2) {
      throw new UsageException(
          "a comparison takes two engines, got " + names,
          "On the class path: "
              + String.join(", ", backends.names())
              + "; name two of them with --backends.");
    }
    return List.copyOf(names);
  }

  private ParityTask task() throws IOException {
    if (model.isPresent()) {
      if (config.isPresent()) {
        throw new UsageException(
            "--model has its config: --config does not go with it",
            "Single values of it can be changed with --set.");
      }
      TrainedModel trained = TrainedModel.load(model.get());
      return task(
          Specs.parseTraining(
              Specs.toJson(trained.config()), model.get() + " (config)", overrides()),
          Optional.of(trained.learned().weights()),
          "weights of " + model.get() + " after " + trained.learned().step() + " steps");
    }
    TrainingConfig resolved = Specs.training(config.orElse(DEFAULT_CONFIG), overrides());
    return task(resolved, Optional.empty(), "first weights of seed " + resolved.training().seed());
  }

  private List<String> overrides() {
    List<String> overrides = new ArrayList<>();
    batch.ifPresent(size -> overrides.add("training.batch=" + size));
    overrides.addAll(configOptions.overrides());
    return overrides;
  }

  private ParityTask task(TrainingConfig resolved, Optional<Weights> trained, String origin) {
    Graph graph = Lowering.lower(resolved.model());
    SplitDatasets data =
        datasets.open(resolved.data(), resolved.model().input(), resolved.training().batch());
    DataReport.saySkipped(console, data);
    if (data.classes().size() > graph.classes()) {
      DataReport.requireClasses(graph, data.classes());
    }
    Weights weights =
        trained.orElseGet(() -> InitialWeights.draw(graph, resolved.training().seed()));
    return new ParityTask(
        resolved, graph, weights, origin, firstImages(data.train()), data.train(), steps);
  }

  /** Returns images as they are for an evaluation, in the data set's order. */
  private Tensor firstImages(Dataset dataset) {
    if (images > dataset.size()) {
      throw new UsageException(
          "--images " + images + ": there are only " + dataset.size() + " images to train on");
    }
    try (BatchStream batches = dataset.all()) {
      Batch first = batches.next();
      int each = first.images().shape().elements() / first.size();
      float[] values = new float[images * each];
      int taken = 0;
      Batch current = first;
      while (true) {
        int count = Math.min(current.size(), images - taken);
        current.images().floats().get(values, taken * each, count * each);
        taken += count;
        if (taken == images) {
          List<Integer> dims = first.images().shape().dims();
          return Tensor.of(Shape.of(images, dims.get(1), dims.get(2), dims.get(3)), values);
        }
        current = batches.next();
      }
    }
  }

  private ParityReport compare(List<String> names, ParityTask task)
      throws IOException, InterruptedException {
    try (ChildJvms children = ChildJvms.create(Main.class)) {
      return new Parity(
              children,
              name -> List.of("parity", WORKER, name),
              Duration.ofSeconds(timeout),
              console::say)
          .run(
              names,
              engines.areNamed() ? Parity.Absent.FAIL : Parity.Absent.LEAVE_OUT,
              task,
              new Bounds(tolerance, trainingTolerance));
    }
  }
}
