package io.github.xception.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import org.junit.jupiter.api.Test;

class GraphJsonTest {
  @Test
  void everyNumberOfAnOperationIsThere() {
    JsonNode network =
        GraphJson.of(
            Lowering.lower(
                Specs.parseModel(
                    """
                    {
                      "name": "small",
                      "input": {"height": 6, "width": 5, "channels": 2},
                      "layers": [
                        {"depthwiseConv2d": {"name": "first", "kernel": 3, "stride": 2, "multiplier": 3}},
                        {"batchNorm": {"name": "norm", "momentum": 0.9, "scale": false}},
                        {"residual": {"main": ["relu"]}},
                        "globalAvgPool2d", {"dense": {"name": "last", "units": 4}}, "softmax"
                      ]
                    }
                    """,
                    "small")));
    assertThat(network.path("inputShape")).hasToString("[6,5,2]");
    assertThat(network.path("nodes").findValuesAsText("op"))
        .containsExactly("conv2d", "batchNorm", "relu", "add", "globalAvgPool", "dense");
    assertThat(network.at("/nodes/0"))
        .hasToString(
            """
            {"id":1,"path":"first","op":"conv2d","inputs":[0],"inputShape":[6,5,2],"outputShape":[3,3,6],\
            "parameters":{"kernel":"first/kernel"},"kernel":[3,3],"stride":2,\
            "padding":{"top":0,"bottom":1,"left":1,"right":1},"groups":2,"filters":6}""");
    JsonNode norm = network.at("/nodes/1");
    assertThat(norm.path("momentum").doubleValue()).isEqualTo(0.9);
    assertThat(norm.path("statistics").textValue()).isEqualTo("batch_in_training");
    assertThat(norm.path("parameters").has("gamma")).isFalse();
    assertThat(norm.at("/parameters/moving_mean").textValue()).isEqualTo("norm/moving_mean");
    assertThat(network.at("/nodes/3/inputs")).hasToString("[3,2]");
  }
}
