package io.github.xception.bench.parity;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.json.Specs;
import io.github.xception.bench.process.ChildJvm;
import io.github.xception.bench.process.ChildJvms;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Takes engines through the same work, one after the other at each point of it, so that none has to
 * share the processors with another.
 */
public final class Parity {
  private final ChildJvms children;
  private final Function<String, List<String>> arguments;
  private final Duration timeout;
  private final Consumer<String> progress;

  /**
   * Makes a comparison.
   *
   * @param children where the engines' processes are started; whoever gives it ends them
   * @param arguments by a backend's name, the arguments with which this program is a {@link
   *     ParityWorker} for it
   * @param timeout how long an engine may take for an answer
   * @param progress hears, line by line, what is going on
   */
  public Parity(
      ChildJvms children,
      Function<String, List<String>> arguments,
      Duration timeout,
      Consumer<String> progress) {
    this.children = children;
    this.arguments = arguments;
    this.timeout = timeout;
    this.progress = progress;
  }

  /** What to do about an engine that does not start. */
  public enum Absent {
    /** Fail. */
    FAIL,
    /** Say why, and go on without it. */
    LEAVE_OUT
  }

  /**
   * Compares.
   *
   * @param names the backends, at least two; the first is the one that the others are held against
   * @throws BackendException if an engine fails, ends its process or does not answer in time, or
   *     fewer than two start
   */
  public ParityReport run(List<String> names, Absent absent, ParityTask task, Bounds bounds)
      throws IOException, InterruptedException {
    ExchangeFolder folder = new ExchangeFolder(children.folder());
    TensorFiles.write(folder.weights(), task.weights());
    List<Engine> engines = open(names, absent, Specs.toJson(task.config()));
    Engine first = engines.get(0);
    List<Engine> others = engines.subList(1, engines.size());
    progress.accept(
        "inference on %d images, %d layers"
            .formatted(task.images().shape().dim(0), task.graph().nodes().size()));
    ForwardComparison forward = new ForwardPass(first, others, folder).run(task);
    List<BackendInfo> infos = engines.stream().map(Engine::info).toList();
    return new ParityReport(task, infos, bounds, forward, train(first, others, folder, task));
  }

  private List<Engine> open(List<String> names, Absent absent, String config)
      throws IOException, InterruptedException {
    List<EngineProcess> started = new ArrayList<>();
    for (String name : names) {
      started.add(start(name));
    }
    progress.accept("starting " + String.join(", ", names));
    List<Engine> engines = new ArrayList<>();
    for (EngineProcess process : started) {
      try {
        Engine engine = open(process, config);
        BackendInfo info = engine.info();
        progress.accept(
            "%s: %s %s, %s".formatted(info.name(), info.engine(), info.version(), info.device()));
        engines.add(engine);
      } catch (BackendException e) {
        if (absent == Absent.FAIL) {
          throw e;
        }
        progress.accept("left out: " + e.getMessage());
      }
    }
    if (engines.size() < 2) {
      throw new BackendException(
          "a comparison takes two engines, and of "
              + String.join(", ", names)
              + " only "
              + engines.size()
              + " started; 'xception backends' tells why one does not");
    }
    return engines;
  }

  private EngineProcess start(String name) throws IOException {
    ChildJvm child = children.start(Redirect.PIPE, arguments.apply(name));
    return new EngineProcess(name, child, timeout);
  }

  private static Engine open(EngineProcess process, String config)
      throws IOException, InterruptedException {
    BackendInfo info = process.ask(new Request.Open(config), BackendInfo.class);
    return new Engine(process, named(process.name(), info));
  }

  /** Results are kept by the name that a backend is asked for by, whatever it calls itself. */
  private static BackendInfo named(String name, BackendInfo info) {
    return new BackendInfo(
        name, info.engine(), info.version(), info.device(), info.devices(), info.capabilities());
  }

  private List<StepComparison> train(
      Engine first, List<Engine> others, ExchangeFolder folder, ParityTask task)
      throws IOException, InterruptedException {
    Stream.concat(Stream.of(first), others.stream())
        .filter(engine -> !engine.can(Capability.TRAINING))
        .forEach(engine -> progress.accept(engine.name() + " does not train"));
    List<Engine> trainable =
        others.stream().filter(engine -> engine.can(Capability.TRAINING)).toList();
    if (task.steps() == 0 || !first.can(Capability.TRAINING) || trainable.isEmpty()) {
      return List.of();
    }
    Engine twin = open(start(first.name()), Specs.toJson(task.config()));
    return new TrainingSteps(first, twin, trainable, folder, this::say).run(task);
  }

  private void say(StepComparison step) {
    progress.accept(
        "training step %d: loss differs by %s"
            .formatted(step.step(), Scientific.of(step.loss().relative())));
  }
}
