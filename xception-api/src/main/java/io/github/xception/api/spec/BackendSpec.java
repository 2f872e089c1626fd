package io.github.xception.api.spec;

/**
 * Which engine computes, and where.
 *
 * @param name the backend's name
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param threads threads that one operation may use; 0 for all cores
 */
public record BackendSpec(String name, String device, int threads) {}
