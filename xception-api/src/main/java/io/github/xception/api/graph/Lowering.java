package io.github.xception.api.graph;

import io.github.xception.api.spec.FineTuneSpec;
import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.LayerVisitor;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.spec.PathPattern;
import io.github.xception.api.spec.Problem;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Turns a model as people write it into primitive operations with known shapes. */
public final class Lowering {
  /** The most parameters of a network: 4 GB of weights. */
  public static final long MOST_PARAMETERS = 1_000_000_000;

  /** The most values that a network computes for one image: 8 GB. */
  public static final long MOST_VALUES = 2_000_000_000;

  /** What a separable convolution's path is followed by in that of its first node. */
  static final String DEPTHWISE = "/depthwise";

  /** What a separable convolution's path is followed by in that of its second node. */
  static final String POINTWISE = "/pointwise";

  private final GraphBuilder builder;

  /** Mostly by pointer, since a layer of a block that is used often would be found wrong often. */
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  private long parameters;
  private long values;

  private Lowering(GraphBuilder builder) {
    this.builder = builder;
  }

  /**
   * Lowers a model. Resolves SAME padding into explicit amounts and a separable convolution into
   * its two halves; these are at {@code <path>/depthwise} and {@code <path>/pointwise}, with
   * parameters {@code <path>/depthwise_kernel}, {@code <path>/pointwise_kernel} and {@code
   * <path>/bias}.
   *
   * @throws SpecException if the layers do not fit each other, or need more than {@link
   *     #MOST_PARAMETERS} or {@link #MOST_VALUES}; it names every layer that does not fit
   */
  public static Graph lower(ModelSpec model) {
    Shape input;
    try {
      input = Shape.of(model.input().height(), model.input().width(), model.input().channels());
    } catch (IllegalArgumentException e) {
      throw new SpecException(
          model.name(),
          List.of(
              new Problem(
                  "/input",
                  model.input().height()
                      + "x"
                      + model.input().width()
                      + "x"
                      + model.input().channels(),
                  "extents from 1, and at most " + Shape.MAX_ELEMENTS + " elements")));
    }
    Lowering lowering = new Lowering(new GraphBuilder(model.name(), input));
    lowering.refuseEarlySoftmax(model.layers(), true);
    lowering.chain(model.layers(), OptionalInt.of(Graph.INPUT));
    lowering.checkSize();
    if (!lowering.problems.isEmpty()) {
      throw new SpecException(model.name(), List.copyOf(lowering.problems.values()));
    }
    return lowering.builder.build();
  }

  /**
   * Lowers the model of a training, and says of each parameter whether it is trained and whether
   * weight decay acts on it.
   *
   * @throws SpecException as {@link #lower(ModelSpec)}; if a pattern of what to freeze or to draw
   *     anew covers no parameter; or if nothing is left to train
   */
  public static Graph lower(TrainingConfig config) {
    Graph graph =
        lower(config.model()).decayedOnly(PathPattern.anyOf(config.optimizer().weightDecay().on()));
    return config.training().fineTune().map(spec -> fineTuned(graph, spec)).orElse(graph);
  }

  private static Graph fineTuned(Graph whole, FineTuneSpec spec) {
    String at = "/training/fineTune";
    Graph graph = whole.frozen(PathPattern.anyOf(spec.freeze()));
    List<Problem> problems =
        new ArrayList<>(PathPatterns.uncovering(graph, at + "/freeze", spec.freeze()));
    problems.addAll(PathPatterns.uncovering(graph, at + "/newLayers", spec.newLayers()));
    if (graph.parameters().stream().noneMatch(ParameterInfo::trainable)) {
      problems.add(
          new Problem(
              at + "/freeze", "patterns that cover all parameters", "some that are left to train"));
    }
    if (!problems.isEmpty()) {
      throw new SpecException("the training of '" + graph.name() + "'", problems);
    }
    return graph;
  }

  /** Refuses each softmax but one at the very end, which is where training takes its loss. */
  private void refuseEarlySoftmax(List<Layer> layers, boolean atEnd) {
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      boolean last = atEnd && i == layers.size() - 1;
      if (layer.spec() instanceof LayerSpec.Softmax && !last) {
        refuse(layer, "a softmax before the end", "a softmax as the last layer, if at all");
      } else if (layer.spec() instanceof LayerSpec.Residual residual) {
        refuseEarlySoftmax(residual.main(), false);
        residual.shortcut().ifPresent(shortcut -> refuseEarlySoftmax(shortcut, false));
      }
    }
  }

  private void refuse(Layer layer, String received, String expected) {
    List<String> usedAt = layer.origin().usedAt();
    String where =
        ", at '"
            + layer.path()
            + "'"
            + (usedAt.isEmpty() ? "" : " used at " + String.join(", from ", usedAt));
    String pointer = layer.origin().pointer();
    problems.putIfAbsent(pointer, new Problem(pointer, received + where, expected));
  }

  private void checkSize() {
    if (parameters > MOST_PARAMETERS) {
      problems.put(
          "parameters",
          new Problem("/layers", parameters + " parameters", "at most " + MOST_PARAMETERS));
    }
    if (values > MOST_VALUES) {
      problems.put(
          "values",
          new Problem("/layers", values + " values for one image", "at most " + MOST_VALUES));
    }
  }

  /** Lowers layers one after the other; a value that is not known stays so. */
  private OptionalInt chain(List<Layer> layers, OptionalInt input) {
    OptionalInt value = input;
    for (Layer layer : layers) {
      value = layer.spec().accept(new Step(layer, value));
    }
    return value;
  }

  /** Lowers one layer on one value. */
  private final class Step implements LayerVisitor<OptionalInt> {
    private final Layer layer;
    private final OptionalInt input;

    Step(Layer layer, OptionalInt input) {
      this.layer = layer;
      this.input = input;
    }

    @Override
    public OptionalInt conv2d(LayerSpec.Conv2d spec) {
      Window window = window(spec.kernel(), spec.stride(), spec.padding());
      return add(
          new Op.Conv2d(window, spec.groups(), spec.filters(), spec.bias()), spec.initializer());
    }

    @Override
    public OptionalInt depthwiseConv2d(LayerSpec.DepthwiseConv2d spec) {
      Window window = window(spec.kernel(), spec.stride(), spec.padding());
      return add(depthwise(window, spec.multiplier(), spec.bias()), spec.initializer());
    }

    @Override
    public OptionalInt separableConv2d(LayerSpec.SeparableConv2d spec) {
      Window window = window(spec.kernel(), spec.stride(), spec.padding());
      OptionalInt between =
          add(
              DEPTHWISE,
              depthwise(window, spec.multiplier(), false),
              new KernelSettings(
                  layer.path() + "/depthwise_kernel", layer.path() + "/bias", spec.initializer()));
      Window point = new Window(1, 1, 1, Padding.NONE);
      return new Step(layer, between)
          .add(
              POINTWISE,
              new Op.Conv2d(point, 1, spec.filters(), spec.bias()),
              new KernelSettings(
                  layer.path() + "/pointwise_kernel", layer.path() + "/bias", spec.initializer()));
    }

    @Override
    public OptionalInt batchNorm(LayerSpec.BatchNorm spec) {
      return add(
          new Op.BatchNorm(
              spec.momentum(),
              spec.epsilon(),
              spec.scale(),
              spec.offset(),
              switch (spec.statistics()) {
                case MOVING -> Op.BatchNorm.Statistics.BATCH_IN_TRAINING;
                case BATCH -> Op.BatchNorm.Statistics.ALWAYS_BATCH;
              }));
    }

    @Override
    public OptionalInt relu(LayerSpec.Relu spec) {
      return add(new Op.Relu());
    }

    @Override
    public OptionalInt maxPool2d(LayerSpec.MaxPool2d spec) {
      return add(new Op.MaxPool(window(spec.size(), spec.stride(), spec.padding())));
    }

    @Override
    public OptionalInt avgPool2d(LayerSpec.AvgPool2d spec) {
      return add(new Op.AvgPool(window(spec.size(), spec.stride(), spec.padding())));
    }

    @Override
    public OptionalInt globalAvgPool2d(LayerSpec.GlobalAvgPool2d spec) {
      return add(new Op.GlobalAvgPool());
    }

    @Override
    public OptionalInt flatten(LayerSpec.Flatten spec) {
      return add(new Op.Flatten());
    }

    @Override
    public OptionalInt dense(LayerSpec.Dense spec) {
      return add(new Op.Dense(spec.units(), spec.bias()), spec.initializer());
    }

    @Override
    public OptionalInt dropout(LayerSpec.Dropout spec) {
      return add(new Op.Dropout(spec.keep()));
    }

    @Override
    public OptionalInt softmax(LayerSpec.Softmax spec) {
      // One that is not allowed is passed over, so that each layer behind it need not be refused.
      return problems.containsKey(layer.origin().pointer()) ? input : add(new Op.Softmax());
    }

    @Override
    public OptionalInt residual(LayerSpec.Residual spec) {
      OptionalInt main = chain(spec.main(), input);
      OptionalInt shortcut = spec.shortcut().map(layers -> chain(layers, input)).orElse(input);
      if (main.isEmpty() || shortcut.isEmpty()) {
        return OptionalInt.empty();
      }
      Shape mainShape = builder.shape(main.getAsInt());
      Shape shortcutShape = builder.shape(shortcut.getAsInt());
      if (!mainShape.equals(shortcutShape)) {
        refuse(
            layer,
            "main of " + mainShape + " and shortcut of " + shortcutShape,
            spec.shortcut().isPresent()
                ? "two of one shape"
                : "two of one shape; a residual without a shortcut adds its own input");
        // What follows most likely expects the main chain's shape.
        return main;
      }
      return add("", new Op.Add(), plain(), main.getAsInt(), shortcut.getAsInt());
    }

    private Op.Conv2d depthwise(Window window, int multiplier, boolean bias) {
      int channels = inputIsImage() ? inputShape().dim(2) : 1;
      // The limit of filters is far below what a product of these two could be.
      long filters = Math.min((long) channels * multiplier, Integer.MAX_VALUE);
      return new Op.Conv2d(window, channels, (int) filters, bias);
    }

    private boolean inputIsImage() {
      return input.isPresent() && inputShape().rank() == 3;
    }

    private Shape inputShape() {
      return builder.shape(input.getAsInt());
    }

    private Window window(KernelSize kernel, int stride, PaddingSpec padding) {
      return new Window(kernel.height(), kernel.width(), stride, resolve(kernel, stride, padding));
    }

    private Padding resolve(KernelSize kernel, int stride, PaddingSpec padding) {
      return switch (padding.kind()) {
        case VALID -> Padding.NONE;
        case EXPLICIT ->
            new Padding(padding.amount(), padding.amount(), padding.amount(), padding.amount());
        case SAME ->
            inputIsImage()
                ? Padding.same(
                    inputShape().dim(0),
                    inputShape().dim(1),
                    kernel.height(),
                    kernel.width(),
                    stride)
                : Padding.NONE;
      };
    }

    private KernelSettings plain() {
      return KernelSettings.at(layer.path(), Initializer.HE_NORMAL);
    }

    private OptionalInt add(Op op) {
      return add(op, Initializer.HE_NORMAL);
    }

    private OptionalInt add(Op op, Initializer initializer) {
      return add("", op, KernelSettings.at(layer.path(), initializer));
    }

    private OptionalInt add(String suffix, Op op, KernelSettings kernel) {
      return input.isEmpty() ? input : add(suffix, op, kernel, input.getAsInt());
    }

    private OptionalInt add(String suffix, Op op, KernelSettings kernel, int... inputs) {
      try {
        int value = builder.add(layer.path() + suffix, op, kernel, inputs);
        values += builder.shape(value).elements();
        for (ParameterInfo parameter : builder.parameters(value)) {
          parameters += parameter.shape().elements();
        }
        return OptionalInt.of(value);
      } catch (InvalidNodeException e) {
        refuse(layer, e.received(), e.expected());
        return goOn(suffix, op, kernel, inputs[0]);
      }
    }

    /** Makes of a layer that was refused what may have been meant, to find what else is wrong. */
    private OptionalInt goOn(String suffix, Op op, KernelSettings kernel, int value) {
      Shape shape = builder.shape(value);
      String path = layer.path() + suffix;
      try {
        if (op instanceof Op.Conv2d conv && shape.rank() == 3) {
          boolean divides =
              shape.dim(2) % conv.groups() == 0 && conv.filters() % conv.groups() == 0;
          Op fitting =
              new Op.Conv2d(
                  fitting(conv.window(), shape),
                  divides ? conv.groups() : 1,
                  conv.filters(),
                  conv.bias());
          return OptionalInt.of(builder.add(path, fitting, kernel, value));
        }
        if (op instanceof Op.MaxPool pool && shape.rank() == 3) {
          Op fitting = new Op.MaxPool(fitting(pool.window(), shape));
          return OptionalInt.of(builder.add(path, fitting, value));
        }
        if (op instanceof Op.AvgPool pool && shape.rank() == 3) {
          Op fitting = new Op.AvgPool(fitting(pool.window(), shape));
          return OptionalInt.of(builder.add(path, fitting, value));
        }
        if (op instanceof Op.Dense && shape.rank() == 3) {
          int pooled = builder.add(path + "/pooled", new Op.GlobalAvgPool(), value);
          return OptionalInt.of(builder.add(path, op, kernel, pooled));
        }
        return OptionalInt.empty();
      } catch (InvalidNodeException e) {
        return OptionalInt.empty();
      }
    }

    private Window fitting(Window window, Shape shape) {
      int rows = window.kernelHeight();
      int columns = window.kernelWidth();
      Padding padding = Padding.same(shape.dim(0), shape.dim(1), rows, columns, window.stride());
      return new Window(rows, columns, window.stride(), padding);
    }
  }
}
