package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts libtorch through DJL, and says what was started. */
final class PyTorchEngine implements NativeEngine {
  private static final Logger log = LoggerFactory.getLogger(PyTorchEngine.class);
  private static final String NAME = "PyTorch";

  private final Engine engine;
  private final Device device;
  private final Precision precision;
  private final ScriptForm form;

  private PyTorchEngine(Engine engine, Device device, Precision precision, ScriptForm form) {
    this.engine = engine;
    this.device = device;
    this.precision = precision;
    this.form = form;
  }

  /**
   * Loads the native library, unless this process has done so already.
   *
   * @throws BackendException if it cannot be loaded, or the device is not there
   * @throws UnsupportedCapabilityException if the device does not have the precision
   */
  static PyTorchEngine start(BackendOptions options) {
    EngineStart.prepare(NAME);
    return EngineThread.call(() -> load(options));
  }

  private static PyTorchEngine load(BackendOptions options) {
    Engine engine = EngineStart.load(NAME, DjlLibrary.PYTORCH);
    int all = DefaultThreads.COUNT;
    JniUtils.setNumThreads(options.threads() == 0 ? all : options.threads());
    Device device = device(engine, options.device());
    Optional<String> noBFloat16 = BFloat16Support.ofThisMachine().obstacle(device);
    if (options.precision() == Precision.BF16 && noBFloat16.isPresent()) {
      throw new UnsupportedCapabilityException(
          PyTorchBackendProvider.NAME, Capability.BFLOAT16, noBFloat16.get());
    }
    // Else the first runs of a script would be spent on profiling, for optimizations that find
    // nothing in ours.
    JniUtils.setGraphExecutorOptimize(false);
    ScriptForm form = ScriptForm.fastest(engine, device);
    PyTorchEngine started = new PyTorchEngine(engine, device, options.precision(), form);
    log.info(
        "libtorch {} from {}, {} threads, {}, inference by {}",
        started.version(),
        LibUtils.getLibtorchPath(),
        JniUtils.getNumThreads(),
        options.precision(),
        form);
    return started;
  }

  /** Returns this engine with inference in another form. */
  PyTorchEngine with(ScriptForm other) {
    return new PyTorchEngine(engine, device, precision, other);
  }

  /** The thread count for who asks for none. */
  private static final class DefaultThreads {
    // libtorch counts the machine's cores, Java those that this process may use.
    private static final int COUNT =
        Math.min(JniUtils.getNumThreads(), Runtime.getRuntime().availableProcessors());

    private DefaultThreads() {}
  }

  @Override
  public String backend() {
    return PyTorchBackendProvider.NAME;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Returns the version of libtorch and what it is built for, for example {@code 2.7.1+cpu}. */
  @Override
  public String version() {
    return version(engine);
  }

  private static String version(Engine engine) {
    return engine.getVersion()
        + (engine.hasCapability(StandardCapabilities.CUDA) ? "+cuda" : "+cpu");
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> capabilities = EnumSet.allOf(Capability.class);
    if (BFloat16Support.ofThisMachine().obstacle(device).isPresent()) {
      capabilities.remove(Capability.BFLOAT16);
    }
    return capabilities;
  }

  @Override
  public EngineOperations operations(NDManager manager) {
    return precision == Precision.BF16
        ? new BFloat16Operations(manager)
        : new PyTorchOperations(multiplies());
  }

  /** Whether MKL is there, and computes on the device that is in use. */
  private boolean multiplies() {
    return !device.isGpu() && JniUtils.getFeatures().contains("MKL");
  }

  @Override
  public InferenceSession infer(NDManager manager, Graph graph, Weights weights) {
    return new CompiledInferenceSession(
        manager,
        graph,
        weights,
        form,
        precision,
        () -> uncompiled(manager.newSubManager(), graph, weights));
  }

  private InferenceSession uncompiled(NDManager manager, Graph graph, Weights weights) {
    return new DjlInferenceSession(operations(manager), manager, graph, weights);
  }

  @Override
  public List<String> devices() {
    int threads = EngineThread.call(JniUtils::getNumThreads);
    List<String> devices = new ArrayList<>();
    devices.add(
        "cpu: "
            + threads
            + " threads, "
            + String.join(", ", new TreeSet<>(JniUtils.getFeatures()))
            + "; libtorch from "
            + LibUtils.getLibtorchPath()
            + (device.isGpu() ? "" : "; inference by " + form));
    for (int i = 0; i < engine.getGpuCount(); i++) {
      devices.add("gpu:" + i);
    }
    return devices;
  }

  /**
   * Finds the device that was asked for.
   *
   * @throws BackendException if it is a GPU that libtorch cannot use
   */
  private static Device device(Engine engine, io.github.xception.api.backend.Device wanted) {
    int gpus = engine.getGpuCount();
    return switch (wanted.kind()) {
      case CPU -> Device.cpu();
      case AUTO -> gpus > 0 ? Device.gpu(0) : Device.cpu();
      case GPU -> {
        if (wanted.index() >= gpus) {
          throw new BackendException(noGpu(engine, wanted, gpus));
        }
        yield Device.gpu(wanted.index());
      }
    };
  }

  private static String noGpu(
      Engine engine, io.github.xception.api.backend.Device wanted, int gpus) {
    String found =
        wanted
            + " was asked for, but libtorch "
            + version(engine)
            + " from "
            + LibUtils.getLibtorchPath()
            + " sees "
            + Arrays.toString(engine.getDevices());
    return gpus > 0
        ? found + ". Ask for gpu:0 to gpu:" + (gpus - 1) + "."
        : found
            + ". A GPU needs an NVIDIA driver and a libtorch that is built for CUDA: set"
            + " PYTORCH_LIBRARY_PATH to its lib folder, PYTORCH_VERSION="
            + engine.getVersion()
            + " and PYTORCH_FLAVOR=cu128. Or ask for cpu.";
  }
}
