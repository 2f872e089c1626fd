package io.github.xception.bench.rehearsal;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.tensor.SafetensorsFile;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.roster.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The side of a rehearsal that has the contender: a process that computes, and writes what. */
public final class RehearsalWorker {
  static final String LOGITS = "logits";

  private RehearsalWorker() {}

  /**
   * Rehearses.
   *
   * @param arguments the contender's name, the workload's folder, the file for the answer, the file
   *     for the logits, and how many training steps
   */
  public static void main(String[] arguments) throws IOException {
    Path answer = Path.of(arguments[2]);
    try {
      rehearse(
          arguments[0],
          new WorkloadFolder(Path.of(arguments[1])),
          answer,
          Path.of(arguments[3]),
          Integer.parseInt(arguments[4]));
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      RehearsalAnswer.failed(describe(e), e).write(answer);
    }
  }

  private static String describe(Throwable thrown) {
    boolean inWords =
        thrown instanceof BackendException || thrown instanceof UnsupportedCapabilityException;
    return inWords ? String.valueOf(thrown.getMessage()) : thrown.toString();
  }

  private static void rehearse(
      String name, WorkloadFolder folder, Path answer, Path logits, int steps) throws IOException {
    try (ContenderSession session = Roster.find(name).open(folder)) {
      List<Double> losses = new ArrayList<>();
      long first;
      if (folder.workload().mode() == Mode.INFERENCE) {
        Tensor output = session.predict();
        first = System.currentTimeMillis();
        SafetensorsFile.write(logits, Weights.of(Map.of(LOGITS, output)), Map.of());
      } else {
        losses.add(session.step());
        first = System.currentTimeMillis();
        for (int i = 1; i < steps; i++) {
          losses.add(session.step());
        }
      }
      new RehearsalAnswer("", false, session.engine(), losses, first).write(answer);
    }
  }
}
