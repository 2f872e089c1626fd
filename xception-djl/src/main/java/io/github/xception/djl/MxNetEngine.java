package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.ndarray.NDManager;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Weights;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts MXNet through DJL, and says what was started. */
final class MxNetEngine implements NativeEngine {
  private static final Logger log = LoggerFactory.getLogger(MxNetEngine.class);
  private static final String NAME = "MXNet";

  private final Engine engine;
  private final String library;
  private final int threads;

  private MxNetEngine(Engine engine, String library, int threads) {
    this.engine = engine;
    this.library = library;
    this.threads = threads;
  }

  /**
   * Loads the native library, unless this process has done so already.
   *
   * @throws BackendException if it cannot be loaded, or was loaded for another number of threads
   */
  static MxNetEngine start(BackendOptions options) {
    EngineStart.prepare(NAME);
    int threads = OpenMp.prepareThreads(options.threads());
    return EngineThread.call(() -> load(threads));
  }

  private static MxNetEngine load(int threads) {
    Engine engine = EngineStart.load(NAME, DjlLibrary.MXNET);
    MxNetEngine started = new MxNetEngine(engine, LibUtils.getLibName(), threads);
    log.info("libmxnet {} from {}, {} threads", started.version(), started.library, threads);
    return started;
  }

  @Override
  public String backend() {
    return MxNetBackendProvider.NAME;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public String version() {
    return engine.getVersion() + "+cpu";
  }

  @Override
  public List<String> devices() {
    return List.of(
        "cpu: "
            + threads
            + " threads, "
            + String.join(", ", new TreeSet<>(JnaUtils.getFeatures()))
            + "; libmxnet from "
            + library);
  }

  @Override
  public Device device() {
    return Device.cpu();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.BFLOAT16));
  }

  @Override
  public EngineOperations operations(NDManager manager) {
    return new MxNetOperations();
  }

  @Override
  public InferenceSession infer(NDManager manager, Graph graph, Weights weights) {
    return new DjlInferenceSession(operations(manager), manager, graph, weights);
  }
}
