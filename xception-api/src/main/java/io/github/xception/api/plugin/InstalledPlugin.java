package io.github.xception.api.plugin;

/**
 * A plug-in that can be used.
 *
 * @param name its name, as people write it
 * @param file the jar, or the folder of classes, that announces it
 * @param provider what it brings
 */
public record InstalledPlugin<T>(String name, String file, T provider) {}
