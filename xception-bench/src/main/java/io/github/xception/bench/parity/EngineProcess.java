package io.github.xception.bench.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.backend.BackendException;
import io.github.xception.bench.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link ParityWorker} in another process, which is asked one thing at a time. */
final class EngineProcess {
  private final String name;
  private final ChildJvm child;
  private final Duration timeout;
  private final Writer requests;

  /** Its replies; empty at the end of its output. */
  private final BlockingQueue<Optional<String>> replies = new LinkedBlockingQueue<>();

  /**
   * Begins to listen to a process.
   *
   * @param name the backend's name
   * @param child its standard output is not redirected
   * @param timeout how long an answer may take
   */
  EngineProcess(String name, ChildJvm child, Duration timeout) {
    this.name = name;
    this.child = child;
    this.timeout = timeout;
    this.requests = child.process().outputWriter(UTF_8);
    Thread reader = new Thread(this::readReplies, "answers of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void readReplies() {
    try (BufferedReader lines = child.process().inputReader(UTF_8)) {
      lines.lines().filter(Wire::isReply).forEach(line -> replies.add(Optional.of(line)));
    } catch (IOException | UncheckedIOException e) {
      // The process is gone, and with it the pipe.
    } finally {
      replies.add(Optional.empty());
    }
  }

  /** Returns the backend's name. */
  String name() {
    return name;
  }

  /** Asks for something that is answered with nothing but that it is done. */
  void ask(Request request) throws IOException, InterruptedException {
    reply(request);
  }

  /**
   * Asks for something.
   *
   * @param type what the answer is
   * @throws BackendException if the engine failed, its process ended or it did not answer in time;
   *     the message names the backend and has its last words
   */
  <T> T ask(Request request, Class<T> type) throws IOException, InterruptedException {
    return Wire.read(reply(request), type);
  }

  private JsonNode reply(Request request) throws IOException, InterruptedException {
    send(request);
    Optional<String> line = replies.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    String asked = request.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    if (line == null) {
      throw failed("did not answer '%s' within %d seconds".formatted(asked, timeout.toSeconds()));
    }
    if (line.isEmpty()) {
      child.process().waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      throw failed("ended its process at '%s' with status %s".formatted(asked, status()));
    }
    JsonNode reply = parse(line.get());
    if (reply.has(Wire.ERROR)) {
      throw new BackendException(
          "backend '%s' failed at '%s': %s".formatted(name, asked, reply.get(Wire.ERROR).asText()));
    }
    return reply.path(Wire.ANSWER);
  }

  private void send(Request request) {
    try {
      requests.write(Wire.request(request) + "\n");
      requests.flush();
    } catch (IOException e) {
      // The process has ended; so does its output, which tells more.
    }
  }

  private JsonNode parse(String line) throws IOException {
    try {
      return Wire.reply(line);
    } catch (JsonProcessingException e) {
      throw failed("answered something that is not JSON: " + line);
    }
  }

  private String status() {
    return child.process().isAlive() ? "unknown" : String.valueOf(child.process().exitValue());
  }

  private BackendException failed(String what) throws IOException {
    return new BackendException("backend '%s' %s%s".formatted(name, what, child.lastWords()));
  }
}
