package io.github.xception.bench.contender;

/**
 * What a contender computes on.
 *
 * @param engine the engine's name, for example {@code PyTorch}
 * @param version its version
 * @param device the device, for example {@code cpu} or {@code gpu:0}
 */
public record EngineInfo(String engine, String version, String device) {}
