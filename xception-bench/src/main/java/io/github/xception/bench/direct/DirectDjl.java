package io.github.xception.bench.direct;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.EngineInfo;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import java.io.IOException;
import java.util.Map;

/**
 * Xception on an engine of DJL as a good user of DJL writes it: arrays computed at once, everything
 * of a batch in a manager of its own, channels-last memory on PyTorch, a gradient collector and
 * DJL's own Adam.
 *
 * @param name the contender's name
 * @param engine DJL's name of the engine
 */
public record DirectDjl(String name, String engine) implements Contender {
  /** PyTorch. */
  public static final DirectDjl PYTORCH = new DirectDjl(DIRECT + "pytorch", "PyTorch");

  /** MXNet. */
  public static final DirectDjl MXNET = new DirectDjl(DIRECT + "mxnet", "MXNet");

  // MXNet has no other setting for its threads.
  @Override
  public Map<String, String> environment(Workload workload) {
    return Map.of("OMP_NUM_THREADS", String.valueOf(workload.threads()));
  }

  @Override
  public ContenderSession open(WorkloadFolder folder) throws IOException {
    Workload workload = folder.workload();
    Architecture architecture = Architecture.of(workload);
    if (workload.precision() != Precision.FP32) {
      throw new UnsupportedCapabilityException(
          name, Capability.BFLOAT16, "DJL's arrays do not compute in bfloat16");
    }
    Engine started = DjlEngine.start(engine, workload.threads());
    Device device = DjlEngine.device(started, workload.device());
    NDManager manager = NDManager.newBaseManager(device, engine);
    EngineInfo info =
        new EngineInfo(started.getEngineName(), started.getVersion(), DjlEngine.name(device));
    DjlParameters parameters = new DjlParameters(manager, folder.weights());
    boolean training = workload.mode() == Mode.TRAINING;
    DjlLayers layers = new DjlLayers(parameters, architecture.momentum(), training);
    return training
        ? new Training(
            info,
            manager,
            started,
            architecture,
            layers,
            parameters.trainable(),
            Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed((float) workload.learningRate()))
                .build(),
            // PyTorch adds to the gradients that there are.
            engine.equals("PyTorch"),
            folder.images(),
            folder.labels())
        : new Inference(info, manager, architecture, layers, folder.images());
  }

  private record Inference(
      EngineInfo engine,
      NDManager manager,
      Architecture architecture,
      DjlLayers layers,
      Tensor images)
      implements ContenderSession {
    @Override
    public Tensor predict() {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray logits = architecture.logits(layers, DjlParameters.images(scratch, images));
        return Tensor.of(
            Shape.of(images.shape().dim(0), Math.toIntExact(logits.getShape().get(1))),
            logits.toFloatArray());
      }
    }

    @Override
    public double step() {
      throw new IllegalStateException("the workload is inference");
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  private record Training(
      EngineInfo engine,
      NDManager manager,
      Engine started,
      Architecture architecture,
      DjlLayers layers,
      Map<String, NDArray> trainable,
      Optimizer optimizer,
      boolean accumulates,
      Tensor images,
      Tensor labels)
      implements ContenderSession {
    private Training {
      trainable.values().forEach(parameter -> parameter.setRequiresGradient(true));
    }

    @Override
    public Tensor predict() {
      throw new IllegalStateException("the workload is training");
    }

    @Override
    public double step() {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray x = DjlParameters.images(scratch, images);
        NDArray y = DjlParameters.plain(scratch, labels);
        NDArray loss;
        try (GradientCollector collector = started.newGradientCollector()) {
          NDArray logits = architecture.logits(layers, x);
          loss = logits.logSoftmax(1).mul(y).sum(new int[] {1}).mean().neg();
          collector.backward(loss);
        }
        trainable.forEach(
            (path, parameter) -> {
              try (NDArray gradient = parameter.getGradient()) {
                optimizer.update(path, parameter, gradient);
                if (accumulates) {
                  gradient.subi(gradient);
                }
              }
            });
        return loss.toFloatArray()[0];
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
