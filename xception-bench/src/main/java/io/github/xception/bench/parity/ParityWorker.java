package io.github.xception.bench.parity;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The side of the comparison that has an engine: answers requests, line by line. */
public final class ParityWorker {
  private static final Logger LOG = LoggerFactory.getLogger(ParityWorker.class);

  private final Function<TrainingConfig, Backend> engines;
  private final List<String> overrides;

  /**
   * Makes a worker.
   *
   * @param engines opens the engine of a config
   * @param overrides what to change in the config that comes, such as the backend's name
   */
  public ParityWorker(Function<TrainingConfig, Backend> engines, List<String> overrides) {
    this.engines = engines;
    this.overrides = List.copyOf(overrides);
  }

  /** Works until there are no more requests, or one has failed: then that is the last answer. */
  public void run(Reader requests, PrintStream answers) throws IOException {
    BufferedReader lines = new BufferedReader(requests);
    String first = lines.readLine();
    if (first == null) {
      return;
    }
    try {
      work(first, lines, answers);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.debug("A request failed", e);
      say(answers, Wire.error(describe(e)));
    }
  }

  private void work(String first, BufferedReader lines, PrintStream answers) throws IOException {
    if (!(Wire.request(first) instanceof Request.Open open)) {
      throw new IllegalStateException("expected a request to open first, got " + first);
    }
    TrainingConfig config = Specs.parseTraining(open.config(), "the request to open", overrides);
    try (Backend backend = engines.apply(config)) {
      EngineAtWork engine = new EngineAtWork(backend, Lowering.lower(config), config.optimizer());
      say(answers, Wire.answer(engine.info()));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Object answer = engine.handle(Wire.request(line));
        // Tensors lie outside the heap, and small objects on it hold them.
        System.gc();
        say(answers, Wire.answer(answer));
      }
    }
  }

  private static void say(PrintStream answers, String line) {
    answers.print(line + "\n");
    answers.flush();
  }

  private static String describe(Throwable thrown) {
    boolean inWords =
        thrown instanceof BackendException || thrown instanceof UnsupportedCapabilityException;
    return inWords ? String.valueOf(thrown.getMessage()) : thrown.toString();
  }
}
