package io.github.xception.bench.rehearsal;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.process.ChildJvm;
import io.github.xception.bench.process.ChildJvms;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Rehearses contenders, each in a process of its own. */
public final class Rehearsals {
  private final ChildJvms children;
  private final Duration timeout;
  private final int steps;

  /**
   * Makes one.
   *
   * @param children starts processes of {@link RehearsalWorker}
   * @param timeout how long a rehearsal may take
   * @param steps training steps
   */
  public Rehearsals(ChildJvms children, Duration timeout, int steps) {
    this.children = children;
    this.timeout = timeout;
    this.steps = steps;
  }

  /**
   * Has a contender compute.
   *
   * @throws LackingException if it declares not to have what the workload asks for
   * @throws BackendException if it fails; the message says why
   */
  public Rehearsal run(Contender contender, WorkloadFolder workload)
      throws IOException, InterruptedException {
    return run(contender, workload, Map.of(), List.of());
  }

  /**
   * Has a contender compute.
   *
   * @param environment variables beside the contender's own
   * @param options more options for its JVM
   * @throws LackingException if it declares not to have what the workload asks for
   * @throws BackendException if it fails; the message says why
   */
  public Rehearsal run(
      Contender contender,
      WorkloadFolder workload,
      Map<String, String> environment,
      List<String> options)
      throws IOException, InterruptedException {
    Path answerFile = children.folder().resolve("rehearsal.json");
    Path logits = children.folder().resolve("logits.safetensors");
    Files.deleteIfExists(answerFile);
    Files.deleteIfExists(logits);
    Map<String, String> variables = new HashMap<>(contender.environment(workload.workload()));
    variables.putAll(environment);
    long start = System.currentTimeMillis();
    ChildJvm child =
        children.start(
            Redirect.DISCARD,
            variables,
            options,
            List.of(
                contender.name(),
                workload.path().toString(),
                answerFile.toString(),
                logits.toString(),
                String.valueOf(steps)));
    if (!child.process().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      child.end();
      throw failed(contender, "had no answer within " + timeout.toSeconds() + " seconds", child);
    }
    if (Files.notExists(answerFile)) {
      throw failed(
          contender, "ended its process with status " + child.process().exitValue(), child);
    }
    RehearsalAnswer answer = RehearsalAnswer.read(answerFile);
    if (answer.lacking()) {
      throw new LackingException(answer.error());
    }
    if (!answer.error().isEmpty()) {
      throw new BackendException("'" + contender.name() + "' failed: " + answer.error());
    }
    return new Rehearsal(
        answer.engine(),
        workload.workload().mode() == Mode.INFERENCE
            ? Optional.of(readLogits(logits))
            : Optional.empty(),
        answer.losses(),
        Duration.ofMillis(Math.max(0, answer.firstAnswerMillis() - start)));
  }

  /** Copies them, since the file is used again. */
  private static Tensor readLogits(Path file) throws IOException {
    Tensor mapped = SafetensorsFile.read(file).weights().get(RehearsalWorker.LOGITS);
    return Tensor.of(mapped.shape(), mapped.toArray());
  }

  private static BackendException failed(Contender contender, String what, ChildJvm child)
      throws IOException {
    return new BackendException("'%s' %s%s".formatted(contender.name(), what, child.lastWords()));
  }
}
