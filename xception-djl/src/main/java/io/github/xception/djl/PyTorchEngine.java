package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts libtorch through DJL, and says what was started. */
final class PyTorchEngine implements NativeEngine {
  private static final Logger log = LoggerFactory.getLogger(PyTorchEngine.class);
  private static final String NAME = "PyTorch";

  private final Engine engine;

  private PyTorchEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * Loads the native library, unless this process has done so already.
   *
   * @throws BackendException if it cannot be loaded
   */
  static PyTorchEngine start(BackendOptions options) {
    EngineStart.prepare(NAME);
    return EngineThread.call(() -> load(options.threads()));
  }

  private static PyTorchEngine load(int threads) {
    PyTorchEngine started = new PyTorchEngine(EngineStart.load(NAME, DjlLibrary.PYTORCH));
    int all = DefaultThreads.COUNT;
    JniUtils.setNumThreads(threads == 0 ? all : threads);
    log.info(
        "libtorch {} from {}, {} threads",
        started.version(),
        LibUtils.getLibtorchPath(),
        JniUtils.getNumThreads());
    return started;
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
    return engine.getVersion()
        + (engine.hasCapability(StandardCapabilities.CUDA) ? "+cuda" : "+cpu");
  }

  @Override
  public EngineOperations operations() {
    return new PyTorchOperations();
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
            + LibUtils.getLibtorchPath());
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
  Device device(io.github.xception.api.backend.Device wanted) {
    int gpus = engine.getGpuCount();
    return switch (wanted.kind()) {
      case CPU -> Device.cpu();
      case AUTO -> gpus > 0 ? Device.gpu(0) : Device.cpu();
      case GPU -> {
        if (wanted.index() >= gpus) {
          throw new BackendException(noGpu(wanted, gpus));
        }
        yield Device.gpu(wanted.index());
      }
    };
  }

  private String noGpu(io.github.xception.api.backend.Device wanted, int gpus) {
    String found =
        wanted
            + " was asked for, but libtorch "
            + version()
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
