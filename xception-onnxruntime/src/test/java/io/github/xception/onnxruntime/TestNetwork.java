package io.github.xception.onnxruntime;

import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network with one of each kind of layer, strides that pad one side only, and hard names. */
final class TestNetwork {
  static final int CLASSES = 4;

  private static final String NETWORK =
      """
      {
        "name": "small-xception",
        "input": {"height": 17, "width": 18, "channels": 3, "scaling": "symmetric"},
        "layers": [
          {"conv2d": {"name": "images", "filters": 6, "kernel": 3, "stride": 2}}, "batchNorm", "relu",
          {"residual": {"name": "_entry",
            "main": [
              {"separableConv2d": {"filters": 8, "kernel": 3}}, {"batchNorm": {"scale": false}}, "relu",
              {"conv2d": {"filters": 8, "kernel": 3, "groups": 2}}, {"batchNorm": {"offset": false}},
              {"maxPool2d": {"size": 3, "stride": 2}}],
            "shortcut": [{"conv2d": {"filters": 8, "kernel": 1, "stride": 2}}, "batchNorm"]}},
          "relu", "batchNorm",
          {"avgPool2d": {"size": 2, "stride": 1}},
          "flatten",
          {"dropout": {"keep": 0.5}},
          {"dense": {"name": "logits", "units": 5}}, "batchNorm",
          {"dense": {"name": "probabilities", "units": 4}},
          {"softmax": {"name": "output"}}
        ]
      }
      """;

  private TestNetwork() {}

  static ModelSpec spec() {
    return Specs.parseModel(NETWORK, "test");
  }

  /** Returns the network with normalizations that use the batch's statistics always. */
  static ModelSpec specByBatch() {
    String byBatch = "\"defaults\": {\"batchNorm\": {\"statistics\": \"batch\"}}, \"layers\"";
    return Specs.parseModel(NETWORK.replace("\"layers\"", byBatch), "test");
  }

  static Graph graph() {
    return Lowering.lower(spec());
  }

  /** Returns weights as a training leaves them, moving statistics too. */
  static Weights weights(Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo parameter : graph.parameters()) {
      boolean variance = parameter.role() == ParameterInfo.Role.MOVING_VARIANCE;
      tensors.put(
          parameter.path(),
          random(parameter.path(), parameter.shape(), variance ? 0.5 : -0.6, variance ? 2 : 0.7));
    }
    return Weights.of(tensors);
  }

  static Tensor images(Graph graph, int batch) {
    return random("images", graph.inputShape().prepend(batch), -1, 1);
  }

  private static Tensor random(String name, Shape shape, double low, double high) {
    RandomStream random = RandomStream.of(5, name);
    return Tensor.create(
        shape,
        buffer -> {
          while (buffer.hasRemaining()) {
            buffer.put((float) (low + (high - low) * random.nextDouble()));
          }
        });
  }
}
