package io.github.xception.tfjava;

import io.github.xception.api.backend.DropoutMasks;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Translates as in training: moves the moving statistics, and drops by masks that are fed. */
final class TrainingTranslator extends GraphTranslator {
  private final Variables variables;
  private final Map<Node, Output<?>> masks = new LinkedHashMap<>();
  private final List<Operation> statistics = new ArrayList<>();

  TrainingTranslator(GraphWriter writer, Variables variables) {
    super(writer, path -> variables.get(path).value());
    this.variables = variables;
  }

  /** Returns what moves the moving statistics. */
  List<Operation> statistics() {
    return List.copyOf(statistics);
  }

  /**
   * Draws the masks of a batch.
   *
   * @param key the batch's key
   * @param batch its size
   * @param feed takes each of them, with the operand that it is for
   */
  void drawMasks(long key, int batch, BiConsumer<Output<?>, Tensor> feed) {
    masks.forEach(
        (node, fed) ->
            feed.accept(fed, DropoutMasks.draw(node, (Op.Dropout) node.op(), key, batch)));
  }

  @Override
  Output<?> normalize(
      Node node, Op.BatchNorm op, String name, Output<?> x, Output<?> scale, Output<?> offset) {
    if (!op.normalizesByBatch(true)) {
      return normalizedByMoving(node, op, name, x, scale, offset);
    }
    GraphOperation normalized = normalizedByBatch(op, name, x, scale, offset);
    if (op.movesStatistics()) {
      move(node, op, Role.MOVING_MEAN, normalized.output(1));
      move(node, op, Role.MOVING_VARIANCE, normalized.output(2));
    }
    return normalized.output(0);
  }

  /** moving ← momentum·moving + (1 − momentum)·batch. */
  private void move(Node node, Op.BatchNorm op, Role role, Output<?> batch) {
    Variable moving = variables.get(node.parameter(role).orElseThrow().path());
    String name = moving.info().path() + ">moved";
    Output<?> kept =
        writer()
            .apply(
                "Mul",
                name + ">kept",
                moving.value(),
                writer().constant(name + ">momentum", op.momentum()));
    Output<?> added =
        writer()
            .apply(
                "Mul",
                name + ">added",
                batch,
                writer().constant(name + ">share", 1 - op.momentum()));
    Output<?> moved = writer().apply("AddV2", name + ">value", kept, added);
    statistics.add(moving.assign(writer(), name, moved));
  }

  @Override
  public Output<?> dropout(Node node, Op.Dropout op, Output<?> x) {
    Output<?> mask =
        writer().placeholder(node.path() + ">mask", HostTensors.anyBatchOf(node.outputShape()));
    masks.put(node, mask);
    return writer().apply("Mul", node.path(), x, mask);
  }
}
