package io.github.xception.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Node;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.tensor.Tensor;
import java.util.List;

/**
 * How a parameter is laid out in the engine, and the way there and back.
 *
 * <p>The kernel of a convolution is filters x in/groups x height x width there, with the strides of
 * channels-last memory: of the same order in memory as filters x height x width x in/groups. All
 * else is as at the border.
 */
sealed interface ParameterLayout {
  /** Returns the parameter. */
  ParameterInfo info();

  /** Copies a tensor of the parameter's shape into the engine. */
  NDArray toEngine(NDManager manager, Tensor tensor);

  /** Makes an array of zeros for this parameter. */
  NDArray zeros(NDManager manager);

  /** Copies an array to the host. */
  Tensor toHost(NDArray array);

  /** Returns the layouts of all parameters of a graph, in its order. */
  static List<ParameterLayout> of(Graph graph) {
    return graph.nodes().stream()
        .flatMap(node -> node.parameters().stream().map(parameter -> of(node, parameter)))
        .toList();
  }

  private static ParameterLayout of(Node node, ParameterInfo parameter) {
    if (node.op() instanceof Op.Conv2d op && parameter.role() == ParameterInfo.Role.KERNEL) {
      int channels = node.inputShape().dim(node.inputShape().rank() - 1) / op.groups();
      return new ConvolutionKernel(
          parameter, op.window().kernelHeight(), op.window().kernelWidth(), channels, op.filters());
    }
    return new Plain(parameter);
  }

  /** A parameter that is in the engine as it is at the border. */
  record Plain(ParameterInfo info) implements ParameterLayout {
    @Override
    public NDArray toEngine(NDManager manager, Tensor tensor) {
      try (NDArray host = HostArrays.view(manager, tensor)) {
        return host.duplicate();
      }
    }

    @Override
    public NDArray zeros(NDManager manager) {
      return manager.zeros(HostArrays.shape(info.shape()), DataType.FLOAT32);
    }

    @Override
    public Tensor toHost(NDArray array) {
      return HostArrays.copy(array, info.shape());
    }
  }

  /**
   * The kernel of a convolution.
   *
   * @param info the parameter
   * @param height rows
   * @param width columns
   * @param channels input channels of a group
   * @param filters output channels
   */
  record ConvolutionKernel(ParameterInfo info, int height, int width, int channels, int filters)
      implements ParameterLayout {
    @Override
    public NDArray toEngine(NDManager manager, Tensor tensor) {
      try (NDArray host = HostArrays.view(manager, tensor);
          NDArray border = host.reshape(height, width, channels, filters);
          NDArray turned = border.transpose(3, 0, 1, 2);
          // Flat, since there is no other way to make an array contiguous; it is a view of the
          // host's
          // memory where it has been so already.
          NDArray flat = turned.reshape(-1);
          NDArray owned = flat.duplicate();
          NDArray channelsLast = owned.reshape(filters, height, width, channels)) {
        return channelsLast.transpose(0, 3, 1, 2);
      }
    }

    @Override
    public NDArray zeros(NDManager manager) {
      Shape shape = new Shape(filters, height, width, channels);
      try (NDArray channelsLast = manager.zeros(shape, DataType.FLOAT32)) {
        return channelsLast.transpose(0, 3, 1, 2);
      }
    }

    @Override
    public Tensor toHost(NDArray array) {
      try (NDArray border = array.transpose(2, 3, 1, 0)) {
        return HostArrays.copy(border, info.shape());
      }
    }
  }
}
