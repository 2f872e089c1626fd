package io.github.xception.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.spec.Precision;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** With which operations a script convolves. */
enum ScriptForm {
  /**
   * Those of oneDNN, which read kernels in an order that suits the processor, and take in a ReLU or
   * an addition behind. On CPUs only.
   */
  FUSED("oneDNN's fused convolutions on packed kernels"),
  /** Those that libtorch has on any device. */
  PLAIN("plain convolutions");

  private static final Logger log = LoggerFactory.getLogger(ScriptForm.class);

  /** What Java calls the processors that the fused operations have been tried on. */
  private static final Set<String> TRIED = Set.of("amd64", "x86_64");

  private final String words;

  ScriptForm(String words) {
    this.words = words;
  }

  /** Returns the fastest form that works here, which is found out by trying. */
  static ScriptForm fastest(Engine engine, Device device) {
    if (device.isGpu() || !TRIED.contains(System.getProperty("os.arch"))) {
      return PLAIN;
    }
    GraphBuilder builder =
        new GraphBuilder("trial", io.github.xception.api.tensor.Shape.of(1, 1, 1));
    builder.add("conv", new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 1, 1, true), Graph.INPUT);
    Graph graph = builder.build();
    try (NDManager manager = engine.newBaseManager(device);
        NDArray image = manager.zeros(new Shape(1, 1, 1, 1))) {
      CompiledNetwork.compile(manager, graph, InitialWeights.draw(graph, 0), FUSED, Precision.FP32)
          .predict(image, manager);
      return FUSED;
    } catch (EngineException e) {
      log.info("this libtorch has no {}: {}", FUSED, e.getMessage());
      return PLAIN;
    }
  }

  /** Returns it in words. */
  @Override
  public String toString() {
    return words;
  }
}
