package io.github.xception.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.EngineInfo;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.WorkloadFolder;
import io.github.xception.bench.process.LastWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A peer at work in its process: it is asked by a word on its standard input, and answers with a
 * line of JSON on its standard output. It ends when its input does.
 */
final class PeerSession implements ContenderSession {
  /** What is read by the scripts beside the one that is run. */
  private static final String COMMON = "peer.py";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SECONDS_TO_END = 20;

  private final String name;
  private final Mode mode;
  private final Process process;
  private final Path errors;
  private final Writer questions;
  private final BufferedReader answers;
  private final EngineInfo engine;

  private PeerSession(String name, Mode mode, Process process, Path errors) throws IOException {
    this.name = name;
    this.mode = mode;
    this.process = process;
    this.errors = errors;
    this.questions = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
    JsonNode ready = answer();
    this.engine =
        new EngineInfo(
            ready.path("engine").asText(),
            ready.path("version").asText(),
            ready.path("device").asText());
  }

  /**
   * Starts the process, and waits until it is ready.
   *
   * @throws BackendException if there is no such Python, or it says that it cannot do the workload,
   *     for example since a package is missing
   */
  static PeerSession start(PythonPeer peer, String python, WorkloadFolder folder)
      throws IOException {
    Path scripts = Files.createTempDirectory(folder.path(), peer.name() + "-");
    extract(COMMON, scripts);
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(extract(peer.script(), scripts).toString());
    command.add(folder.path().toString());
    command.addAll(peer.arguments());
    Path errors = scripts.resolve("errors.txt");
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new BackendException(
          "there is no Python: %s; put python3 on PATH, or name another one in %s"
              .formatted(e.getMessage(), PythonPeer.PYTHON_VARIABLE),
          e);
    }
    boolean ready = false;
    try {
      PeerSession session = new PeerSession(peer.name(), folder.workload().mode(), process, errors);
      ready = true;
      return session;
    } finally {
      if (!ready) {
        process.destroyForcibly();
      }
    }
  }

  private static Path extract(String script, Path to) throws IOException {
    Path file = to.resolve(script);
    try (InputStream in = PeerSession.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException(script + " is not on the class path");
      }
      Files.copy(in, file);
    }
    return file;
  }

  private JsonNode ask(String question) {
    try {
      questions.write(question + "\n");
      questions.flush();
    } catch (IOException e) {
      // The process has ended; so does its output, which tells more.
    }
    try {
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode answer() throws IOException {
    Optional<String> line = Optional.ofNullable(answers.readLine());
    if (line.isEmpty()) {
      throw new BackendException(
          "'%s' ended its process%s".formatted(name, LastWords.told(errors)));
    }
    JsonNode answer = MAPPER.readTree(line.get());
    if (answer.has("error")) {
      throw new BackendException(answer.path("error").asText());
    }
    return answer;
  }

  @Override
  public EngineInfo engine() {
    return engine;
  }

  @Override
  public Tensor predict() {
    if (mode != Mode.INFERENCE) {
      throw new IllegalStateException("the workload is training");
    }
    JsonNode answer = ask("predict");
    try {
      byte[] logits = answer.path("logits").binaryValue();
      float[] values = new float[logits.length / Float.BYTES];
      ByteBuffer.wrap(logits).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return Tensor.of(
          Shape.of(answer.path("shape").path(0).asInt(), answer.path("shape").path(1).asInt()),
          values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public double step() {
    if (mode != Mode.TRAINING) {
      throw new IllegalStateException("the workload is inference");
    }
    return ask("step").path("loss").asDouble(Double.NaN);
  }

  @Override
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      questions.close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
