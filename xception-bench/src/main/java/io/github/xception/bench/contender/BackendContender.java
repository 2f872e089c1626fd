package io.github.xception.bench.contender;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.io.IOException;
import java.util.Collections;

/**
 * A backend of the framework.
 *
 * @param name its name, as in a config
 */
public record BackendContender(String name) implements Contender {
  @Override
  public ContenderSession open(WorkloadFolder folder) throws IOException {
    Workload workload = folder.workload();
    Backend backend = InstalledBackends.open(name, workload.config().backend());
    try {
      Graph graph = Lowering.lower(workload.config());
      Weights weights = folder.weights();
      return workload.mode() == Mode.INFERENCE
          ? new Inference(backend, backend.load(graph, weights), folder.images())
          : new Training(
              backend,
              backend.train(graph, weights, workload.config().optimizer()),
              batch(folder),
              workload.learningRate());
    } catch (IOException | RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  private static Batch batch(WorkloadFolder folder) throws IOException {
    Tensor images = folder.images();
    return new Batch(
        images, folder.labels(), Collections.nCopies(images.shape().dim(0), ""), /* key= */ 0);
  }

  private static EngineInfo describe(Backend backend) {
    BackendInfo info = backend.info();
    return new EngineInfo(info.engine(), info.version(), info.device());
  }

  private record Inference(Backend backend, InferenceSession session, Tensor images)
      implements ContenderSession {
    @Override
    public EngineInfo engine() {
      return describe(backend);
    }

    @Override
    public Tensor predict() {
      return session.predict(images);
    }

    @Override
    public double step() {
      throw new IllegalStateException("the workload is inference");
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private record Training(
      Backend backend, TrainingSession session, Batch batch, double learningRate)
      implements ContenderSession {
    @Override
    public EngineInfo engine() {
      return describe(backend);
    }

    @Override
    public Tensor predict() {
      throw new IllegalStateException("the workload is training");
    }

    @Override
    public double step() {
      return session.step(batch, learningRate).loss();
    }

    @Override
    public void close() {
      backend.close();
    }
  }
}
