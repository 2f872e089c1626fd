package io.github.xception.cli.end;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.api.backend.Capability;
import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.backend.TrainingSession;
import io.github.xception.api.backend.UnsupportedCapabilityException;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.plugin.InstalledPlugins;
import io.github.xception.api.plugin.SpiVersion;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Weights;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** The reference backend with something wrong. */
public final class AlteredReference implements Backend {
  private final Backend reference;
  private final UnaryOperator<Graph> inference;
  private final UnaryOperator<Graph> training;
  private final Set<Capability> lacking;

  private AlteredReference(
      Backend reference,
      UnaryOperator<Graph> inference,
      UnaryOperator<Graph> training,
      Set<Capability> lacking) {
    this.reference = reference;
    this.inference = inference;
    this.training = training;
    this.lacking = lacking;
  }

  /** In it, the node {@code broken_relu} hands its input on. */
  @SpiVersion(SpiVersion.CURRENT)
  public static final class IdentityForRelu implements BackendProvider {
    /** Is made by the service loader. */
    public IdentityForRelu() {}

    @Override
    public String name() {
      return "identity-for-relu";
    }

    @Override
    public Backend open(BackendOptions options) {
      UnaryOperator<Graph> breaking = graph -> with(graph, "broken_relu", new Op.Dropout(1));
      return new AlteredReference(reference(options), breaking, breaking, Set.of());
    }
  }

  /** In it, the convolution {@code broken_conv} is padded with the larger half first. */
  @SpiVersion(SpiVersion.CURRENT)
  public static final class ShiftedPadding implements BackendProvider {
    /** Is made by the service loader. */
    public ShiftedPadding() {}

    @Override
    public String name() {
      return "shifted-padding";
    }

    @Override
    public Backend open(BackendOptions options) {
      return new AlteredReference(
          reference(options), ShiftedPadding::shift, ShiftedPadding::shift, Set.of());
    }

    private static Graph shift(Graph graph) {
      Op.Conv2d conv = (Op.Conv2d) graph.node("broken_conv").orElseThrow().op();
      Window window = conv.window();
      Padding padding = window.padding();
      Padding shifted =
          new Padding(
              /* top= */ padding.bottom(),
              /* bottom= */ padding.top(),
              /* left= */ padding.right(),
              /* right= */ padding.left());
      return with(
          graph,
          "broken_conv",
          new Op.Conv2d(
              new Window(window.kernelHeight(), window.kernelWidth(), window.stride(), shifted),
              conv.groups(),
              conv.filters(),
              conv.bias()));
    }
  }

  /** It infers right and trains wrong: without dropout. */
  @SpiVersion(SpiVersion.CURRENT)
  public static final class TrainsWithoutDropout implements BackendProvider {
    /** Is made by the service loader. */
    public TrainsWithoutDropout() {}

    @Override
    public String name() {
      return "trains-without-dropout";
    }

    @Override
    public Backend open(BackendOptions options) {
      return new AlteredReference(
          reference(options),
          UnaryOperator.identity(),
          graph -> with(graph, "dropped", new Op.Dropout(1)),
          Set.of());
    }
  }

  /** It only infers. */
  @SpiVersion(SpiVersion.CURRENT)
  public static final class ForwardOnly implements BackendProvider {
    /** Is made by the service loader. */
    public ForwardOnly() {}

    @Override
    public String name() {
      return "forward-only";
    }

    @Override
    public Backend open(BackendOptions options) {
      return new AlteredReference(
          reference(options),
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          EnumSet.of(Capability.TRAINING, Capability.ACTIVATIONS));
    }
  }

  /** It never gets ready. */
  @SpiVersion(SpiVersion.CURRENT)
  public static final class Hanging implements BackendProvider {
    /** Is made by the service loader. */
    public Hanging() {}

    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public Backend open(BackendOptions options) {
      System.err.println("process " + ProcessHandle.current().pid() + " waits for its device");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("interrupted");
    }
  }

  private static Backend reference(BackendOptions options) {
    return InstalledPlugins.find(BackendProvider.class, BackendProvider::name)
        .get("reference")
        .orElseThrow()
        .open(options);
  }

  private static Graph with(Graph graph, String path, Op op) {
    return new Graph(
        graph.name(),
        graph.inputShape(),
        graph.nodes().stream()
            .map(node -> node.path().equals(path) ? with(node, op) : node)
            .toList());
  }

  private static Node with(Node node, Op op) {
    return new Node(
        node.id(),
        node.path(),
        op,
        node.inputs(),
        node.inputShapes(),
        node.outputShape(),
        node.parameters());
  }

  @Override
  public BackendInfo info() {
    BackendInfo info = reference.info();
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    capabilities.retainAll(info.capabilities());
    capabilities.removeAll(lacking);
    return new BackendInfo(
        info.name(), info.engine(), info.version(), info.device(), info.devices(), capabilities);
  }

  @Override
  public InferenceSession load(Graph graph, Weights weights) {
    return reference.load(inference.apply(graph), weights);
  }

  @Override
  public TrainingSession train(Graph graph, Weights weights, OptimizerSpec optimizer) {
    if (lacking.contains(Capability.TRAINING)) {
      throw new UnsupportedCapabilityException("forward-only", Capability.TRAINING);
    }
    return reference.train(training.apply(graph), weights, optimizer);
  }

  @Override
  public void close() {
    reference.close();
  }
}
