package io.github.xception.api.plugin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The plug-ins of one kind on the class path. Whatever is wrong with one of them never keeps the
 * others away.
 *
 * @param working those that can be used, each name once, in the order of the class path
 * @param broken those that cannot
 * @param <T> what each of them implements
 */
public record InstalledPlugins<T>(List<InstalledPlugin<T>> working, List<BrokenPlugin> broken) {
  /** Copies the lists. */
  public InstalledPlugins {
    working = List.copyOf(working);
    broken = List.copyOf(broken);
  }

  /**
   * Looks through the class path of this thread's context class loader: for classes named in {@code
   * META-INF/services}, as {@link java.util.ServiceLoader} does, that bear the right {@link
   * SpiVersion}. Of two with one name the first on the class path is taken. Jars of the program's
   * class path that cannot be read count as broken, since nobody knows what was in them.
   *
   * @param type what they implement
   * @param name tells the name of one
   */
  public static <T> InstalledPlugins<T> find(Class<T> type, Function<? super T, String> name) {
    ClassLoader loader =
        Objects.requireNonNullElseGet(
            Thread.currentThread().getContextClassLoader(), ClassLoader::getSystemClassLoader);
    return new PluginSearch<T>(type, name, loader, System.getProperty("java.class.path", "")).run();
  }

  /** Looks through what a class loader finds; see {@link #find(Class, Function)}. */
  public static <T> InstalledPlugins<T> find(
      Class<T> type, Function<? super T, String> name, ClassLoader loader) {
    return new PluginSearch<T>(type, name, loader, "").run();
  }

  /** Returns the one of a name, if there is one. */
  public Optional<InstalledPlugin<T>> plugin(String name) {
    return working.stream().filter(plugin -> plugin.name().equals(name)).findFirst();
  }

  /** Returns what the one of a name brings, if there is one. */
  public Optional<T> get(String name) {
    return plugin(name).map(InstalledPlugin::provider);
  }
}
