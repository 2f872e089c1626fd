package io.github.xception.tfjava;

import io.github.xception.api.backend.BackendException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** A TensorFlow graph and the session that runs it. */
final class GraphSession implements AutoCloseable {
  private final String network;
  private final Graph graph = new Graph();
  private final GraphWriter writer = new GraphWriter(graph);
  private final Session session;
  private final Consumer<GraphSession> whenClosed;
  private boolean closed;

  /**
   * Starts with an empty graph.
   *
   * @param network the network's name, for errors
   * @param whenClosed is told when this is closed
   */
  GraphSession(String network, ConfigProto config, Consumer<GraphSession> whenClosed) {
    this.network = network;
    this.whenClosed = whenClosed;
    try {
      this.session = new Session(graph, config);
    } catch (TensorFlowException e) {
      graph.close();
      throw failure(e);
    }
  }

  /** Returns the name of the network, for errors. */
  String network() {
    return network;
  }

  /** Returns what adds to the graph. */
  GraphWriter writer() {
    return writer;
  }

  /**
   * Checks that the session is open.
   *
   * @throws IllegalStateException if closed
   */
  void check() {
    if (closed) {
      throw new IllegalStateException("the session of '" + network + "' is closed");
    }
  }

  /**
   * Runs a part of the graph once.
   *
   * @param settings says what is fed, fetched and done
   * @param reading reads what was fetched, in that order; it is closed afterwards
   * @throws IllegalStateException if closed
   * @throws BackendException if the engine fails
   */
  <T> T run(Consumer<Session.Runner> settings, Function<Result, T> reading) {
    try (Result result = run(settings)) {
      return reading.apply(result);
    }
  }

  /** As {@link #run(Consumer, Function)}, but what was fetched is to be closed by the caller. */
  Result run(Consumer<Session.Runner> settings) {
    check();
    try {
      Session.Runner runner = session.runner();
      settings.accept(runner);
      return runner.run();
    } catch (TensorFlowException e) {
      throw failure(e);
    }
  }

  private BackendException failure(TensorFlowException e) {
    return new BackendException("the engine failed on '" + network + "': " + e.getMessage(), e);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      // The session uses the graph.
      session.close();
      graph.close();
      whenClosed.accept(this);
    }
  }
}
