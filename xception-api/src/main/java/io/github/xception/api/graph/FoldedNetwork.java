package io.github.xception.api.graph;

import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network for inference whose batch normalizations are multiplied into the convolutions and dense
 * layers before them, as far as that changes nothing but the rounding: k'(…, o) = k(…, o)·s(o) and
 * b'(o) = b(o)·s(o) + β(o) − μ(o)·s(o) with s = γ/√(σ² + ε), in double precision, rounded to float
 * once (Jacob et al., 2018, section 3.2).
 *
 * <p>A batch normalization stays if it uses the statistics of the batch, if something else than a
 * convolution or a dense layer is before it, or if something else reads that too.
 *
 * @param graph the network; a convolution or a dense layer that took in a batch normalization keeps
 *     its path, has its value, and if it had no bias, one at the path of the batch normalization,
 *     followed by {@code /bias}. The paths of batch normalizations that were taken in are gone.
 * @param weights its parameters, in its order; those that are as they were are not copied
 */
public record FoldedNetwork(Graph graph, Weights weights) {
  /** What no convolution or dense layer makes; the input's id, which is no node's. */
  private static final int NONE = Graph.INPUT;

  /**
   * Folds a network.
   *
   * @throws IllegalArgumentException if a parameter of the graph is missing among the weights or
   *     has another shape; the message names the path
   */
  public static FoldedNetwork of(Graph graph, Weights weights) {
    int[] hosts = hosts(graph);
    int[] newIds = new int[hosts.length];
    List<Node> nodes = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      boolean taken = hosts[node.id()] != NONE && hosts[node.id()] != node.id();
      if (taken) {
        newIds[node.id()] = newIds[hosts[node.id()]];
        continue;
      }
      List<Node> norms =
          graph.nodes().stream()
              .filter(other -> other.id() != node.id() && hosts[other.id()] == node.id())
              .toList();
      Node folded = norms.isEmpty() ? node : withBias(node, norms.get(0));
      nodes.add(renumbered(folded, nodes.size() + 1, newIds));
      newIds[node.id()] = nodes.size();
      if (norms.isEmpty()) {
        copy(node, weights, tensors);
      } else {
        fold(node, norms, folded, weights, tensors);
      }
    }
    return new FoldedNetwork(
        new Graph(graph.name(), graph.inputShape(), nodes), Weights.of(tensors));
  }

  /**
   * Returns, by the id of a value, the id of the convolution or dense layer that is to make it: its
   * own, or for a batch normalization that is taken in the one before it; or {@link #NONE}.
   */
  private static int[] hosts(Graph graph) {
    int[] readers = new int[graph.nodes().size() + 1];
    for (Node node : graph.nodes()) {
      node.inputs().forEach(id -> readers[id]++);
    }
    int[] hosts = new int[readers.length];
    for (Node node : graph.nodes()) {
      int input = node.inputs().get(0);
      if (node.op() instanceof Op.Conv2d || node.op() instanceof Op.Dense) {
        hosts[node.id()] = node.id();
      } else if (node.op() instanceof Op.BatchNorm norm
          && !norm.normalizesByBatch(false)
          && readers[input] == 1) {
        hosts[node.id()] = hosts[input];
      }
    }
    return hosts;
  }

  private static Node renumbered(Node node, int id, int[] newIds) {
    return new Node(
        id,
        node.path(),
        node.op(),
        node.inputs().stream().map(input -> newIds[input]).toList(),
        node.inputShapes(),
        node.outputShape(),
        node.parameters());
  }

  /** Returns a convolution or dense layer with a bias, at a path that {@code norm} leaves free. */
  private static Node withBias(Node node, Node norm) {
    if (node.parameter(Role.BIAS).isPresent()) {
      return node;
    }
    ParameterInfo bias =
        new ParameterInfo(
            norm.path() + "/bias", Role.BIAS, channels(node), Initializer.ZEROS, 1, 1);
    return new Node(
        node.id(),
        node.path(),
        withBias(node.op()),
        node.inputs(),
        node.inputShapes(),
        node.outputShape(),
        Stream.concat(node.parameters().stream(), Stream.of(bias)).toList());
  }

  private static Op withBias(Op op) {
    if (op instanceof Op.Conv2d conv) {
      return new Op.Conv2d(conv.window(), conv.groups(), conv.filters(), true);
    }
    if (op instanceof Op.Dense dense) {
      return new Op.Dense(dense.units(), true);
    }
    throw new IllegalArgumentException(op + " has no bias");
  }

  private static Shape channels(Node node) {
    return Shape.of(node.outputShape().dim(node.outputShape().rank() - 1));
  }

  private static void copy(Node node, Weights weights, Map<String, Tensor> tensors) {
    for (ParameterInfo parameter : node.parameters()) {
      tensors.put(parameter.path(), weights.get(parameter.path(), parameter.shape()));
    }
  }

  private static void fold(
      Node node, List<Node> norms, Node folded, Weights weights, Map<String, Tensor> tensors) {
    double[] factor = new double[channels(node).elements()];
    Arrays.fill(factor, 1);
    double[] bias = values(node, Role.BIAS, 0, weights);
    for (Node norm : norms) {
      multiply(norm, factor, bias, weights);
    }
    for (ParameterInfo parameter : folded.parameters()) {
      tensors.put(
          parameter.path(),
          parameter.role() == Role.KERNEL
              ? scaled(weights.get(parameter.path(), parameter.shape()), factor)
              : rounded(bias));
    }
  }

  /** Returns a parameter of one value per channel, or where there is none, the same for all. */
  private static double[] values(Node node, Role role, double none, Weights weights) {
    double[] values = new double[channels(node).elements()];
    Arrays.fill(values, none);
    node.parameter(role)
        .ifPresent(
            parameter -> {
              float[] floats = weights.get(parameter.path(), parameter.shape()).toArray();
              for (int i = 0; i < values.length; i++) {
                values[i] = floats[i];
              }
            });
    return values;
  }

  /** Lets a batch normalization follow factor·x + bias. */
  private static void multiply(Node norm, double[] factor, double[] bias, Weights weights) {
    double[] gamma = values(norm, Role.GAMMA, 1, weights);
    double[] beta = values(norm, Role.BETA, 0, weights);
    double[] mean = values(norm, Role.MOVING_MEAN, 0, weights);
    double[] variance = values(norm, Role.MOVING_VARIANCE, 1, weights);
    double epsilon = ((Op.BatchNorm) norm.op()).epsilon();
    for (int i = 0; i < factor.length; i++) {
      double scale = gamma[i] / Math.sqrt(variance[i] + epsilon);
      factor[i] *= scale;
      bias[i] = (bias[i] - mean[i]) * scale + beta[i];
    }
  }

  /** Multiplies a kernel, whose output channels lie innermost whatever its kind. */
  private static Tensor scaled(Tensor kernel, double[] factor) {
    FloatBuffer values = kernel.floats();
    return Tensor.create(
        kernel.shape(),
        buffer -> {
          while (values.hasRemaining()) {
            buffer.put((float) (values.get() * factor[buffer.position() % factor.length]));
          }
        });
  }

  private static Tensor rounded(double[] vector) {
    return Tensor.create(
        Shape.of(vector.length),
        buffer -> {
          for (double value : vector) {
            buffer.put((float) value);
          }
        });
  }
}
