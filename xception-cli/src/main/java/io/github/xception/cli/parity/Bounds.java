package io.github.xception.cli.parity;

/**
 * How far an engine may be from the one it is held against.
 *
 * @param forward the largest relative difference of a layer or a prediction
 * @param training the largest relative difference of the loss of a step
 */
public record Bounds(double forward, double training) {}
