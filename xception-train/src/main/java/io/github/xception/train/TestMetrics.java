package io.github.xception.train;

/**
 * What an evaluation on the test images came to.
 *
 * @param loss mean softmax cross-entropy
 * @param accuracy share of the images that are classified right
 */
public record TestMetrics(double loss, double accuracy) {}
