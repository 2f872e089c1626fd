package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.ComputedGradients;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Opening, closing, threads, and whose memory is whose. */
public interface LifecycleContract {
  /** Returns the backend that this is about. */
  Subject subject();

  /** The backend says what it is, under the name of its provider. */
  @Test
  default void infoIsComplete() {
    BackendInfo info = subject().backend().info();
    assertThat(info.name()).isEqualTo(subject().provider().name()).isNotBlank();
    assertThat(info.name()).isLowerCase();
    assertThat(info.engine()).isNotBlank();
    assertThat(info.version()).isNotBlank();
    assertThat(info.device()).matches("cpu|gpu:\\d+");
    assertThat(info.devices()).isNotEmpty();
  }

  /** The provider can be installed: it is announced, can be made, and says its version. */
  @Test
  default void providerIsFound() {
    String provider = subject().provider().getClass().getName();
    InstalledPlugins<BackendProvider> found =
        InstalledPlugins.find(BackendProvider.class, BackendProvider::name);
    assertThat(found.broken())
        .as("what is wrong with %s", provider)
        .filteredOn(plugin -> plugin.provider().equals(Optional.of(provider)))
        .isEmpty();
    assertThat(found.working())
        .extracting(plugin -> plugin.provider().getClass().getName())
        .as("classes that META-INF/services/%s names", BackendProvider.class.getName())
        .contains(provider);
  }

  /** Closing twice does nothing; any other use of a closed inference session is refused. */
  @Test
  default void closedInferenceSession() {
    Graph graph = SmallNetworks.convBnDense();
    Tensor images = TestData.images("closed", graph, 2);
    subject()
        .infer(
            graph,
            TestData.weights(graph),
            session -> {
              session.predict(images);
              closeTwice(session);
              expectClosed(() -> session.predict(images));
              if (subject().has(Capability.ACTIVATIONS)) {
                expectClosed(() -> session.activations(images, List.of("conv")));
              }
            });
  }

  /** Closing twice does nothing; any other use of a closed training session is refused. */
  @Test
  default void closedTrainingSession() {
    Graph graph = SmallNetworks.convBnDense();
    Batch batch = TestData.batch("closed", graph, 2);
    subject()
        .train(
            graph,
            TestData.weights(graph),
            Optimizers.PLAIN_SGD,
            session -> {
              session.step(batch, 0.1);
              Weights weights = session.weights();
              OptimizerState state = session.optimizerState();
              closeTwice(session);
              expectClosed(() -> session.step(batch, 0.1));
              expectClosed(session::weights);
              expectClosed(session::optimizerState);
              expectClosed(() -> session.restoreWeights(weights));
              expectClosed(() -> session.restoreOptimizer(state));
            });
  }

  /** Gradients can be closed twice, also after their session; any other use is refused. */
  @Test
  default void closedGradients() {
    Graph graph = SmallNetworks.convBnDense();
    Batch batch = TestData.batch("closed", graph, 2);
    subject()
        .train(
            graph,
            TestData.weights(graph),
            Optimizers.PLAIN_SGD,
            session ->
                subject()
                    .demanding(
                        Set.of(Capability.SEPARATE_GRADIENTS),
                        () -> session.computeGradients(batch).close(),
                        () -> checkClosedGradients(session, batch)));
  }

  private static void checkClosedGradients(TrainingSession session, Batch batch) {
    ComputedGradients first = session.computeGradients(batch);
    ComputedGradients second = session.computeGradients(batch);
    Weights onHost = first.gradients().toHost();
    closeTwice(first);
    expectClosed(() -> first.gradients().toHost());
    expectClosed(() -> first.gradients().globalNorm());
    expectClosed(() -> first.gradients().scale(2));
    expectClosed(() -> second.gradients().add(first.gradients()));
    expectClosed(() -> session.applyGradients(first.gradients(), 0.1));
    Expect.identical("gradients beside closed ones", second.gradients().toHost(), onHost);
    session.close();
    expectClosed(() -> session.computeGradients(batch).close());
    expectClosed(() -> session.gradients(onHost).close());
    expectClosed(() -> session.applyGradients(second.gradients(), 0.1));
    closeTwice(second);
  }

  /** Closing a backend closes its sessions, and what it has given away stays readable. */
  @Test
  default void closingABackendClosesItsSessions() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("closed", graph, 2);
    Backend backend = subject().provider().open(subject().options());
    InferenceSession session = backend.load(graph, weights);
    Tensor predicted = session.predict(images);
    float[] copy = predicted.toArray();
    closeTwice(backend);
    expectClosed(() -> session.predict(images));
    expectClosed(() -> backend.load(graph, weights).close());
    closeTwice(session);
    assertThat(predicted.toArray()).containsExactly(copy);
    // The one of this contract is another one, and still open.
    subject().infer(graph, weights, other -> other.predict(images));
  }

  /** Weights are copied: their memory may be used again after a session was made. */
  @Test
  default void weightsAreCopied() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    Tensor images = TestData.images("copied", graph, 2);
    Map<String, ByteBuffer> memory = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    weights
        .asMap()
        .forEach(
            (path, tensor) -> {
              ByteBuffer bytes = memoryOf(tensor);
              memory.put(path, bytes);
              tensors.put(path, Tensor.wrap(tensor.shape(), bytes));
            });
    Weights shared = Weights.of(tensors);
    subject()
        .infer(
            graph,
            shared,
            session -> {
              Tensor before = session.predict(images);
              subject()
                  .train(
                      graph,
                      shared,
                      Optimizers.PLAIN_SGD,
                      training -> {
                        memory.values().forEach(LifecycleContract::overwrite);
                        Expect.identical("weights", training.weights(), weights);
                      });
              memory.values().forEach(LifecycleContract::overwrite);
              Expect.identical("output", session.predict(images), before);
            });
  }

  /** A batch is read before the call returns: its memory is that of the next batch. */
  @Test
  default void batchesAreReadBeforeTheCallReturns() {
    Graph graph = SmallNetworks.convBnDense();
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("reused", graph, 4);
    subject()
        .train(
            graph,
            weights,
            Optimizers.PLAIN_SGD,
            session -> {
              ByteBuffer images = memoryOf(batch.images());
              ByteBuffer labels = memoryOf(batch.labels());
              session.step(
                  new Batch(
                      Tensor.wrap(batch.images().shape(), images),
                      Tensor.wrap(batch.labels().shape(), labels),
                      batch.names(),
                      batch.key()),
                  0.1);
              overwrite(images);
              overwrite(labels);
              try (TrainingSession other =
                  subject().backend().train(graph, weights, Optimizers.PLAIN_SGD)) {
                other.step(batch, 0.1);
                Expect.identical("weights", session.weights(), other.weights());
              }
            });
  }

  /** A session made on one thread works on another. */
  @Test
  default void sessionsMoveBetweenThreads() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    Batch batch = TestData.batch("threads", graph, 4);
    subject()
        .infer(
            graph,
            weights,
            session -> {
              Tensor here = session.predict(batch.images());
              Tensor there = onAnotherThread(() -> session.predict(batch.images())).join();
              Expect.identical("output on another thread", there, here);
            });
    subject()
        .train(
            graph,
            weights,
            Optimizers.PLAIN_SGD,
            session -> {
              try (TrainingSession other =
                  subject().backend().train(graph, weights, Optimizers.PLAIN_SGD)) {
                session.step(batch, 0.1);
                session.step(batch, 0.1);
                other.step(batch, 0.1);
                onAnotherThread(() -> other.step(batch, 0.1)).join();
                Expect.identical("weights", other.weights(), session.weights());
              }
            });
  }

  /** Two threads with a session each, at the same time, do not disturb each other. */
  @Test
  default void sessionsOnTwoThreadsAtOnce() {
    Graph graph = TinyXception.graph(false);
    Weights weights = TestData.weights(graph);
    List<Batch> batches =
        List.of(
            TestData.batch("first", graph, 4),
            TestData.batch("second", graph, 4),
            TestData.batch("third", graph, 4));
    subject()
        .train(
            graph,
            weights,
            Optimizers.PLAIN_SGD,
            alone -> {
              batches.forEach(batch -> alone.step(batch, 0.05));
              Weights expected = alone.weights();
              List<CompletableFuture<Weights>> both =
                  List.of(
                      onAnotherThread(() -> trained(graph, weights, batches)),
                      onAnotherThread(() -> trained(graph, weights, batches)));
              for (CompletableFuture<Weights> one : both) {
                Expect.identical("weights", one.join(), expected);
              }
            });
  }

  private Weights trained(Graph graph, Weights weights, List<Batch> batches) {
    try (TrainingSession session =
        subject().backend().train(graph, weights, Optimizers.PLAIN_SGD)) {
      batches.forEach(batch -> session.step(batch, 0.05));
      return session.weights();
    }
  }

  private static <T> CompletableFuture<T> onAnotherThread(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task, "contract").start());
  }

  private static void closeTwice(AutoCloseable closeable) {
    assertThatCode(closeable::close).as("closing").doesNotThrowAnyException();
    assertThatCode(closeable::close).as("closing again").doesNotThrowAnyException();
  }

  private static void expectClosed(ThrowingCallable call) {
    assertThatThrownBy(call).as("use after close").isInstanceOf(IllegalStateException.class);
  }

  private static ByteBuffer memoryOf(Tensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(tensor.bytes().remaining()).order(ByteOrder.nativeOrder());
    bytes.put(tensor.bytes()).flip();
    return bytes;
  }

  private static void overwrite(ByteBuffer bytes) {
    for (int at = 0; at < bytes.limit(); at += Float.BYTES) {
      bytes.putFloat(at, Float.NaN);
    }
  }
}
