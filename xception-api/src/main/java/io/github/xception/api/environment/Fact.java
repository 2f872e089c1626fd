package io.github.xception.api.environment;

/**
 * One thing that a backend depends on, as it is on this machine.
 *
 * @param name what it is, for example {@code cache folder}
 * @param value how it is, in words
 */
public record Fact(String name, String value) {}
