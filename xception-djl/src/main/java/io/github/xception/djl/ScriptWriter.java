package io.github.xception.djl;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.OpTranslator;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.graph.ValueListener;
import io.github.xception.api.graph.Window;
import io.github.xception.api.spec.Precision;
import io.github.xception.djl.ScriptValue.Convolution;
import io.github.xception.djl.ScriptValue.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes inference on a network as a TorchScript module of two methods: {@code pack(parameters,
 * batch)} brings the parameters into the form that the other one reads, and {@code forward(images,
 * packed)} computes the output. Images are batch x channels x height x width, in channels-last
 * memory.
 */
final class ScriptWriter implements OpTranslator<ScriptValue> {
  private static final String BFLOAT16 = "15";
  private static final String FLOAT32 = "6";

  private final ScriptForm form;
  private final Precision precision;

  private final ScriptReaders readers;
  private final List<String> parameters = new ArrayList<>();
  private final StringBuilder packing = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private int variables;

  private ScriptWriter(Graph graph, ScriptForm form, Precision precision) {
    this.form = form;
    this.precision = precision;
    this.readers = new ScriptReaders(graph);
  }

  /** Writes a script. */
  static Script write(Graph graph, ScriptForm form, Precision precision) {
    ScriptWriter writer = new ScriptWriter(graph, form, precision);
    Variable input = writer.set(writer.lowered("x"));
    String output = writer.name(graph.translate(writer, input, ValueListener.none()));
    String parameterList =
        Stream.iterate(0, i -> i + 1)
            .limit(writer.parameters.size())
            .map(i -> "p" + i)
            .collect(Collectors.joining(", ", "[", "]"));
    String methods =
        "  def pack(self: "
            + ScriptArchive.TYPE
            + ",\n    w: List[Tensor],\n    batch: int) -> List[Tensor]:\n"
            + writer.packing
            + "    return "
            + parameterList
            + "\n  def forward(self: "
            + ScriptArchive.TYPE
            + ",\n    x: Tensor,\n    w: List[Tensor]) -> Tensor:\n"
            + writer.body
            + "    return "
            + writer.raised(output)
            + "\n";
    return new Script(methods, writer.parameters);
  }

  /**
   * A script.
   *
   * @param methods the source of its methods
   * @param parameters the paths of the parameters that {@code pack} takes, in its order
   */
  record Script(String methods, List<String> parameters) {
    /** Copies the list. */
    Script {
      parameters = List.copyOf(parameters);
    }
  }

  private Variable set(String expression) {
    String name = "v" + variables++;
    body.append("    ").append(name).append(" = ").append(expression).append('\n');
    return new Variable(name);
  }

  /** Returns the variable that holds a value, written now if it is not yet. */
  private String name(ScriptValue value) {
    if (value instanceof Convolution convolution) {
      return set(convolution.alone()).name();
    }
    return ((Variable) value).name();
  }

  private String lowered(String expression) {
    return precision == Precision.BF16 ? call("torch.to", expression, BFLOAT16) : expression;
  }

  private String raised(String expression) {
    return precision == Precision.BF16 ? call("torch.to", expression, FLOAT32) : expression;
  }

  private static String call(String function, String... arguments) {
    return function + "(" + String.join(", ", arguments) + ")";
  }

  private static String ints(int... values) {
    return Arrays.toString(values);
  }

  /** Returns what names a parameter in {@code forward}; it is packed as it is. */
  private String parameter(Node node, Role role) {
    return parameter(node, role, "w[" + parameters.size() + "]");
  }

  private String parameter(Node node, Role role, String packed) {
    Optional<String> path = node.parameter(role).map(info -> info.path());
    if (path.isEmpty()) {
      return "None";
    }
    int index = parameters.size();
    packing.append("    p").append(index).append(" = ").append(packed).append('\n');
    parameters.add(path.get());
    return "w[" + index + "]";
  }

  private String lowParameter(Node node, Role role) {
    return parameter(node, role, lowered("w[" + parameters.size() + "]"));
  }

  @Override
  public ScriptValue conv2d(Node node, Op.Conv2d op, ScriptValue x) {
    Padding padding = op.window().padding();
    boolean symmetric = padding.symmetric();
    String input = symmetric ? name(x) : set(padded(name(x), padding, "0.")).name();
    String amounts = symmetric ? ints(padding.top(), padding.left()) : ints(0, 0);
    return form == ScriptForm.FUSED
        ? fused(node, op, input, amounts)
        : set(
            call(
                "torch.conv2d",
                input,
                lowParameter(node, Role.KERNEL),
                lowParameter(node, Role.BIAS),
                strides(op.window()),
                amounts,
                "[1, 1]",
                String.valueOf(op.groups())));
  }

  private ScriptValue fused(Node node, Op.Conv2d op, String input, String padding) {
    String stride = strides(op.window());
    String groups = String.valueOf(op.groups());
    String kernel =
        parameter(
            node,
            Role.KERNEL,
            call(
                "ops.mkldnn._reorder_convolution_weight",
                lowered("w[" + parameters.size() + "]"),
                padding,
                stride,
                "[1, 1]",
                groups,
                paddedImages(node, op)));
    String bias = lowParameter(node, Role.BIAS);
    String numbers = String.join(", ", padding, stride, "[1, 1]", groups);
    Convolution convolution = new Convolution(input, kernel, bias, numbers);
    return readers.fuses(node) ? convolution : new Variable(name(convolution));
  }

  /** Returns the extents of the batch that a convolution is to be packed for. */
  private static String paddedImages(Node node, Op.Conv2d op) {
    Padding padding = op.window().padding();
    boolean symmetric = padding.symmetric();
    int rows = symmetric ? 0 : padding.top() + padding.bottom();
    int columns = symmetric ? 0 : padding.left() + padding.right();
    return "[batch, "
        + node.inputShape().dim(2)
        + ", "
        + (node.inputShape().dim(0) + rows)
        + ", "
        + (node.inputShape().dim(1) + columns)
        + "]";
  }

  private static String strides(Window window) {
    return ints(window.stride(), window.stride());
  }

  private static String padded(String x, Padding padding, String value) {
    return call(
        "torch.constant_pad_nd",
        x,
        ints(padding.left(), padding.right(), padding.top(), padding.bottom()),
        value);
  }

  /** Without moving statistics where it uses the batch's, as it then does in inference too. */
  @Override
  public ScriptValue batchNorm(Node node, Op.BatchNorm op, ScriptValue x) {
    boolean byBatch = op.normalizesByBatch(false);
    return set(
        call(
            "torch.batch_norm",
            name(x),
            parameter(node, Role.GAMMA),
            parameter(node, Role.BETA),
            byBatch ? "None" : parameter(node, Role.MOVING_MEAN),
            byBatch ? "None" : parameter(node, Role.MOVING_VARIANCE),
            byBatch ? "True" : "False",
            "0.",
            String.format(Locale.ROOT, "%.17e", op.epsilon()),
            "False"));
  }

  @Override
  public ScriptValue relu(Node node, Op.Relu op, ScriptValue x) {
    return x instanceof Convolution convolution
        ? set(convolution.relu())
        : set(call("torch.relu", name(x)));
  }

  @Override
  public ScriptValue maxPool(Node node, Op.MaxPool op, ScriptValue x) {
    Window window = op.window();
    Optional<SymmetricPadding> own =
        SymmetricPadding.forMaximum(node.inputShape().dim(0), node.inputShape().dim(1), window);
    String input =
        own.isPresent() ? name(x) : set(padded(name(x), window.padding(), "-inf")).name();
    return set(
        call(
            "torch.max_pool2d",
            input,
            ints(window.kernelHeight(), window.kernelWidth()),
            strides(window),
            own.map(padding -> ints(padding.rows(), padding.columns())).orElse("[0, 0]"),
            "[1, 1]",
            own.filter(SymmetricPadding::ceiling).isPresent() ? "True" : "False"));
  }

  /** The mean over zeros and all, divided by that of ones: what is padded counts nowhere. */
  @Override
  public ScriptValue avgPool(Node node, Op.AvgPool op, ScriptValue x) {
    Window window = op.window();
    if (window.padding().equals(Padding.NONE)) {
      return set(mean(name(x), window));
    }
    String input = name(x);
    String one = set(call("torch.narrow", input, "1", "0", "1")).name();
    String ones = set(call("torch.ones_like", one)).name();
    String sums = set(mean(padded(input, window.padding(), "0."), window)).name();
    return set(call("torch.div", sums, mean(padded(ones, window.padding(), "0."), window)));
  }

  private static String mean(String x, Window window) {
    return call(
        "torch.avg_pool2d",
        x,
        ints(window.kernelHeight(), window.kernelWidth()),
        strides(window),
        "[0, 0]");
  }

  @Override
  public ScriptValue globalAvgPool(Node node, Op.GlobalAvgPool op, ScriptValue x) {
    return set(call("torch.mean", name(x), "[2, 3]"));
  }

  @Override
  public ScriptValue add(Node node, Op.Add op, ScriptValue a, ScriptValue b) {
    if (b instanceof Convolution convolution) {
      return sum(node, convolution, a, node.inputs().get(0));
    }
    if (a instanceof Convolution convolution) {
      return sum(node, convolution, b, node.inputs().get(1));
    }
    return set(call("torch.add", name(a), name(b)));
  }

  private ScriptValue sum(Node node, Convolution convolution, ScriptValue other, int otherId) {
    String addend = name(other);
    return set(
        readers.overwrites(node, otherId)
            ? convolution.plusInPlace(addend)
            : convolution.plus(addend));
  }

  @Override
  public ScriptValue flatten(Node node, Op.Flatten op, ScriptValue x) {
    return set(call("torch.flatten", call("torch.permute", name(x), "[0, 2, 3, 1]"), "1"));
  }

  @Override
  public ScriptValue dense(Node node, Op.Dense op, ScriptValue x) {
    String kernel = lowParameter(node, Role.KERNEL);
    return set(
        op.bias()
            ? call("torch.addmm", lowParameter(node, Role.BIAS), name(x), kernel)
            : call("torch.matmul", name(x), kernel));
  }

  @Override
  public ScriptValue dropout(Node node, Op.Dropout op, ScriptValue x) {
    return x;
  }

  @Override
  public ScriptValue softmax(Node node, Op.Softmax op, ScriptValue x) {
    return set(call("torch.softmax", raised(name(x)), "1"));
  }
}
