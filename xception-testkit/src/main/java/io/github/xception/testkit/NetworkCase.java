package io.github.xception.testkit;

import io.github.xception.api.data.Batch;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.tensor.Weights;

/**
 * A small network to be compared with the reference.
 *
 * @param name what it shows, for people
 * @param graph the network
 * @param weights its weights
 * @param batch a batch for it
 * @param slack factor for the tolerances: 1, or more where rounding is amplified by the numbers
 *     themselves
 */
record NetworkCase(String name, Graph graph, Weights weights, Batch batch, double slack) {}
