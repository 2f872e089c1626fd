package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of libtorch, with convolutions in bfloat16, and with them what lies between: a
 * convolution rounds what it reads and leaves images in bfloat16, each operation on these gives
 * such images again, and vectors are floats. Batch normalization takes its parameters, and its
 * sums, in float.
 *
 * <p>DJL knows no bfloat16, and ends the process when it asks an array for its type. So none of
 * these images is ever asked: whatever has to know the type is a small script, and gets its
 * arguments in a list, which DJL passes on unseen.
 */
final class BFloat16Operations implements EngineOperations {
  /** A name that has DJL put an array into a list. */
  private static final String IN_LIST = "x[]";

  private static final String TO_FLOAT = script("torch.to(x[0], 6)");

  private final EngineOperations inFloat = new PyTorchOperations(false);
  private final NDManager manager;

  /** By their source. */
  private final Map<String, PtSymbolBlock> scripts = new HashMap<>();

  /**
   * Makes the operations of a session.
   *
   * @param manager holds the scripts
   */
  BFloat16Operations(NDManager manager) {
    this.manager = manager;
  }

  private static String script(String expression) {
    return "  def forward(self: "
        + ScriptArchive.TYPE
        + ",\n    x: List[Tensor]) -> Tensor:\n    return "
        + expression
        + "\n";
  }

  private NDArray run(String source, NDArray... arguments) {
    for (NDArray argument : arguments) {
      argument.setName(IN_LIST);
    }
    PtSymbolBlock script =
        scripts.computeIfAbsent(source, methods -> ScriptArchive.load(manager, methods));
    // As in training, which is to say with gradients where these are recorded.
    return IValueUtils.forward(script, new NDList(arguments), true).singletonOrThrow();
  }

  @Override
  public NDArray convolve(
      NDArray x, NDArray kernel, @Nullable NDArray bias, int stride, Shape padding, int groups) {
    String source =
        script(
            String.format(
                "torch.conv2d(torch.to(x[0], 15), torch.to(x[1], 15), %s, [%d, %d], [%d, %d], [1,"
                    + " 1], %d)",
                bias == null ? "None" : "torch.to(x[2], 15)",
                stride,
                stride,
                padding.get(0),
                padding.get(1),
                groups));
    return bias == null ? run(source, x, kernel) : run(source, x, kernel, bias);
  }

  @Override
  public NDArray vector(NDArray x) {
    try (x) {
      return run(TO_FLOAT, x);
    }
  }

  @Override
  public Tensor toHost(NDArray value) {
    try (NDArray floats = run(TO_FLOAT, value)) {
      return HostArrays.valueToHost(floats);
    }
  }

  @Override
  public NDArray pad(NDArray x, Padding padding, double value) {
    return inFloat.pad(x, padding, value);
  }

  @Override
  public NDArray normalize(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    return inFloat.normalize(op, x, arrays);
  }

  @Override
  public NDArray normalizeByBatch(Op.BatchNorm op, NDArray x, NormalizationArrays arrays) {
    return inFloat.normalizeByBatch(op, x, arrays);
  }

  @Override
  public UpdateRule adam(OptimizerSpec.Adam spec, NDManager constants, double rate, long step) {
    return inFloat.adam(spec, constants, rate, step);
  }
}
