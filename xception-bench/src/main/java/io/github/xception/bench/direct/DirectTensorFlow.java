package io.github.xception.bench.direct;

import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Weights;
import io.github.xception.bench.contender.Contender;
import io.github.xception.bench.contender.ContenderSession;
import io.github.xception.bench.contender.EngineInfo;
import io.github.xception.bench.contender.Mode;
import io.github.xception.bench.contender.Workload;
import io.github.xception.bench.contender.WorkloadFolder;
import java.io.IOException;
import org.tensorflow.TensorFlow;

/**
 * Xception on TensorFlow Java as a good user of it writes it: a graph with resource variables,
 * gradients added by TensorFlow, {@code ResourceApplyAdam}.
 */
public record DirectTensorFlow() implements Contender {
  @Override
  public String name() {
    return DIRECT + "tensorflow";
  }

  @Override
  public ContenderSession open(WorkloadFolder folder) throws IOException {
    Workload workload = folder.workload();
    Architecture architecture = Architecture.of(workload);
    if (workload.precision() != Precision.FP32) {
      throw new UnsupportedCapabilityException(
          name(), Capability.BFLOAT16, "it is written for fp32 only");
    }
    String version = version();
    TensorFlowDevice device =
        TensorFlowDevice.find(Device.parse(workload.device()), workload.threads());
    EngineInfo engine = new EngineInfo("TensorFlow", version, device.device().toString());
    Weights weights = folder.weights();
    return workload.mode() == Mode.TRAINING
        ? new TensorFlowTraining(
            engine,
            architecture,
            weights,
            folder.images(),
            folder.labels(),
            workload.learningRate(),
            device.config())
        : new TensorFlowInference(engine, architecture, weights, folder.images(), device.config());
  }

  private static String version() {
    try {
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new BackendException("TensorFlow cannot start: " + e, e);
    }
  }
}
