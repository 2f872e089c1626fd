package io.github.xception.bench.result;

/**
 * What the machine reached at best, with the same threads: a plain product of square matrices of
 * 32-bit floats.
 *
 * @param operationsPerSecond floating-point operations, two for each multiply-accumulate
 * @param size rows and columns of the matrices
 * @param engine whose product it was
 */
public record Limit(double operationsPerSecond, int size, String engine) {}
