package io.github.xception.api.spec;

/**
 * A network as people write it.
 *
 * @param name the network's name
 * @param input the images it expects
 */
public record ModelSpec(String name, InputSpec input) {}
