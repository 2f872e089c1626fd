package io.github.xception.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.protobuf.CodedOutputStream;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.Device;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Shape;
import io.github.xception.onnxruntime.message.Onnx.ModelProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts ONNX Runtime's library, and opens its sessions on one device. */
final class OnnxRuntimeEngine {
  private static final Logger log = LoggerFactory.getLogger(OnnxRuntimeEngine.class);

  private final OrtEnvironment environment;
  private final Device device;
  private final int threads;

  private OnnxRuntimeEngine(OrtEnvironment environment, Device device, int threads) {
    this.environment = environment;
    this.device = device;
    this.threads = threads;
  }

  /**
   * Loads the library, unless this process has done so already, and chooses the device.
   *
   * @throws BackendException if the library cannot be loaded, or does not have the device
   * @throws UnsupportedCapabilityException if another precision than fp32 is asked for
   */
  static OnnxRuntimeEngine start(BackendOptions options) {
    if (options.precision() != Precision.FP32) {
      throw new UnsupportedCapabilityException(
          OnnxRuntimeBackendProvider.NAME,
          Capability.BFLOAT16,
          "its models hold 32-bit floats; set backend.precision to fp32");
    }
    OrtEnvironment environment = load();
    int threads =
        options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    OnnxRuntimeEngine engine =
        new OnnxRuntimeEngine(environment, choose(options.device()), threads);
    log.info("ONNX Runtime {} on {}, {} threads", engine.version(), engine.device, threads);
    return engine;
  }

  private static OrtEnvironment load() {
    OnnxRuntimeLibrary.obstacle()
        .ifPresent(
            why -> {
              throw new BackendException(OnnxRuntimeLibrary.cannotBeLoaded(why));
            });
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new BackendException(OnnxRuntimeLibrary.cannotBeLoaded(reason(e)), e);
    }
  }

  /** The binding wraps what went wrong in one or two exceptions that say nothing of it. */
  private static String reason(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.toString();
  }

  private static Device choose(Device wanted) {
    return switch (wanted.kind()) {
      case CPU -> Device.CPU;
      case AUTO -> {
        Device first = new Device(Device.Kind.GPU, 0);
        yield obstacle(first).isEmpty() ? first : Device.CPU;
      }
      case GPU -> {
        String obstacle = obstacle(wanted);
        if (!obstacle.isEmpty()) {
          throw new BackendException(OnnxRuntimeLibrary.noGpu(wanted, obstacle));
        }
        yield wanted;
      }
    };
  }

  /** Returns why a GPU cannot be used; empty if it can. */
  private static String obstacle(Device gpu) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return "this build of ONNX Runtime computes on the CPU only";
    }
    try (SessionOptions trial = new SessionOptions()) {
      trial.addCUDA(gpu.index());
      return "";
    } catch (OrtException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Returns the version of the library. */
  String version() {
    return environment.getVersion();
  }

  /** Returns the device that sessions compute on. */
  Device device() {
    return device;
  }

  /** Describes the devices that it is known to have. */
  List<String> devices() {
    String cpu = "cpu: " + threads + " threads";
    return device.kind() == Device.Kind.GPU ? List.of(cpu, device.toString()) : List.of(cpu);
  }

  /** Opens a session with a model, all of which it takes over. */
  OrtSession load(OnnxModel model) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      if (device.kind() == Device.Kind.GPU) {
        options.addCUDA(device.index());
      }
      return environment.createSession(bytes(model.build(Map.of())), options);
    }
  }

  /** Writes a model beside the Java heap, which has no room for a large one. */
  private static ByteBuffer bytes(ModelProto model) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(model.getSerializedSize());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      model.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a model of " + bytes.capacity() + " bytes", e);
    }
    return bytes.rewind();
  }

  /** Gives the engine a tensor over memory of the host, which it does not take over. */
  OnnxTensor view(Shape shape, FloatBuffer values) throws OrtException {
    long[] extents = shape.dims().stream().mapToLong(Integer::longValue).toArray();
    return OnnxTensor.createTensor(environment, values, extents);
  }
}
