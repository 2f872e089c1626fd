package io.github.xception.bench.result;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a contender takes from the start of its process to its first prediction of one image.
 *
 * @param contender its name
 * @param network the network's name
 * @param cold with its native libraries still packed; empty if that was not measured
 * @param warm with its native libraries unpacked
 */
public record StartUp(String contender, String network, Optional<Duration> cold, Duration warm) {}
