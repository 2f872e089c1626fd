package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import io.github.xception.api.graph.FoldedNetwork;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.Precision;
import io.github.xception.api.tensor.Weights;

/**
 * A network as a TorchScript module, with its batch normalizations folded and its parameters packed
 * as the module wants them. Belongs to a manager, and is closed with it.
 */
final class CompiledNetwork {
  /**
   * The batch that kernels are packed for. The order that oneDNN takes for them hardly depends on
   * it; where another batch asks for another one, they are reordered on the way.
   */
  private static final long BATCH = 16;

  private final PtSymbolBlock module;
  private final IValue packed;

  private CompiledNetwork(PtSymbolBlock module, IValue packed) {
    this.module = module;
    this.packed = packed;
  }

  /**
   * Compiles a network. On the engine's thread.
   *
   * @param manager holds the module and the packed parameters
   * @throws IllegalArgumentException if a parameter is missing or has another shape
   */
  static CompiledNetwork compile(
      NDManager manager, Graph graph, Weights weights, ScriptForm form, Precision precision) {
    FoldedNetwork folded = FoldedNetwork.of(graph, weights);
    ScriptWriter.Script script = ScriptWriter.write(folded.graph(), form, precision);
    PtSymbolBlock module = ScriptArchive.load(manager, script.methods());
    try (ParameterArrays arrays =
            ParameterArrays.load(
                manager, ParameterLayout.of(folded.graph()), folded.weights(), "");
        IValue parameters =
            IValue.listFrom(
                script.parameters().stream()
                    .map(path -> (PtNDArray) arrays.get(path))
                    .toArray(PtNDArray[]::new));
        IValue batch = IValue.from(BATCH)) {
      IValue packed = IValueUtils.runMethod(module, "pack", parameters, batch);
      manager.attachInternal(packed.getUid(), packed);
      return new CompiledNetwork(module, packed);
    }
  }

  /**
   * Computes the output.
   *
   * @param images batch x channels x height x width, in channels-last memory
   * @param scratch holds the output
   */
  NDArray predict(NDArray images, NDManager scratch) {
    try (IValue x = IValue.from((PtNDArray) images);
        IValue output = IValueUtils.runMethod(module, "forward", x, packed)) {
      return output.toTensor((PtNDManager) scratch);
    }
  }
}
