package io.github.xception.bench.parity;

import io.github.xception.api.data.Dataset;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;

/**
 * What the engines are taken through.
 *
 * @param config the network, the optimizer, the schedule, the device and the seed
 * @param graph the config's network
 * @param weights what every engine begins with
 * @param origin where the weights are from, in words
 * @param images batch x height x width x channels: what goes through the network for inference
 * @param batches what the training steps are made on; it may have fewer classes than the network
 * @param steps training steps
 */
public record ParityTask(
    TrainingConfig config,
    Graph graph,
    Weights weights,
    String origin,
    Tensor images,
    Dataset batches,
    int steps) {}
