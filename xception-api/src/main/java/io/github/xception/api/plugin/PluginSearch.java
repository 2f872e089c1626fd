package io.github.xception.api.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xception.api.spec.form.Identifier;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipFile;

/**
 * One search of a class path. {@link java.util.ServiceLoader} tells neither which jar a plug-in is
 * announced by, nor lets a class be looked at before it is made.
 *
 * @param <T> what the plug-ins implement
 */
final class PluginSearch<T> {
  private final Class<T> type;
  private final Function<? super T, String> name;
  private final ClassLoader loader;
  private final String classPath;
  private final String resource;
  private final List<InstalledPlugin<T>> working = new ArrayList<>();
  private final List<BrokenPlugin> broken = new ArrayList<>();
  private final Map<String, String> filesByClass = new HashMap<>();

  /**
   * Makes a search.
   *
   * @param classPath files and folders, separated as {@link File#pathSeparator} says; the jars
   *     among them are to be readable
   */
  PluginSearch(
      Class<T> type, Function<? super T, String> name, ClassLoader loader, String classPath) {
    this.type = type;
    this.name = name;
    this.loader = loader;
    this.classPath = classPath;
    this.resource = "META-INF/services/" + type.getName();
  }

  InstalledPlugins<T> run() {
    try {
      for (URL services : Collections.list(loader.getResources(resource))) {
        read(services);
      }
    } catch (IOException e) {
      broken.add(new BrokenPlugin("the class path", Optional.empty(), "cannot be read: " + e));
    }
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      requireReadable(new File(entry));
    }
    return new InstalledPlugins<>(working, broken);
  }

  /** A class loader passes over a jar that is cut off, and says nothing. */
  private void requireReadable(File entry) {
    if (entry.isFile()) {
      // Of a jar that is in use this opens nothing again.
      try (ZipFile jar = new ZipFile(entry)) {
        jar.size();
      } catch (IOException e) {
        broken.add(
            new BrokenPlugin(
                entry.toString(),
                Optional.empty(),
                "it cannot be read, copy it again or remove it: " + e.getMessage()));
      }
    }
  }

  private void read(URL services) {
    String file = services.toString();
    try {
      URLConnection connection = services.openConnection();
      // A jar that is kept open could be neither replaced nor, on some systems, deleted.
      connection.setUseCaches(false);
      file = file(services, connection);
      List<String> classes = classes(connection);
      if (classes.isEmpty()) {
        broken.add(new BrokenPlugin(file, Optional.empty(), resource + " names no class"));
      }
      for (String each : classes) {
        add(file, each);
      }
    } catch (IOException e) {
      broken.add(new BrokenPlugin(file, Optional.empty(), resource + " cannot be read: " + e));
    }
  }

  /** Returns the jar or the folder that a resource is in. */
  private String file(URL services, URLConnection connection) {
    try {
      if (connection instanceof JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().toURI()).toString();
      }
      String folder = services.toString();
      return Path.of(URI.create(folder.substring(0, folder.length() - resource.length())))
          .toString();
    } catch (Exception e) {
      // It is in something that only its class loader knows: what that calls it has to do.
      return services.toString();
    }
  }

  /** Reads a file of names, one on a line; {@code #} begins a comment. */
  private static List<String> classes(URLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .distinct()
          .toList();
    }
  }

  private void add(String file, String className) {
    try {
      String other = filesByClass.putIfAbsent(className, file);
      if (other != null) {
        throw new BrokenException("it is in " + other + " too, from where it is taken; remove one");
      }
      Class<? extends T> provider = load(className);
      requireThisVersion(provider);
      T plugin = make(provider);
      String pluginName = name(plugin);
      for (InstalledPlugin<T> each : working) {
        if (each.name().equals(pluginName)) {
          throw new BrokenException(
              "its name is '%s', as that of %s of %s, which is taken; remove one"
                  .formatted(pluginName, each.provider().getClass().getName(), each.file()));
        }
      }
      working.add(new InstalledPlugin<>(pluginName, file, plugin));
    } catch (BrokenException e) {
      broken.add(new BrokenPlugin(file, Optional.of(className), e.problem));
    }
  }

  private Class<? extends T> load(String className) throws BrokenException {
    try {
      // Loaded, but not linked: a class built against other interfaces may not be linkable.
      Class<?> provider = Class.forName(className, /* initialize= */ false, loader);
      if (!type.isAssignableFrom(provider)) {
        throw new BrokenException("it does not implement " + type.getName());
      }
      return provider.asSubclass(type);
    } catch (ClassNotFoundException e) {
      throw new BrokenException("there is no such class, but " + resource + " names it");
    } catch (LinkageError e) {
      throw new BrokenException(unlinkable(e));
    }
  }

  private static void requireThisVersion(Class<?> provider) throws BrokenException {
    SpiVersion version = provider.getAnnotation(SpiVersion.class);
    if (version == null) {
      throw new BrokenException(
          ("it does not say which version of the plug-in interfaces it was built for, and here they"
                  + " have version %d: annotate it with @SpiVersion(SpiVersion.CURRENT) and build it"
                  + " again")
              .formatted(SpiVersion.CURRENT));
    }
    if (version.value() != SpiVersion.CURRENT) {
      throw new BrokenException(
          ("it was built for version %d of the plug-in interfaces, and here they have version %d:"
                  + " take one that was built for version %d")
              .formatted(version.value(), SpiVersion.CURRENT, SpiVersion.CURRENT));
    }
  }

  private T make(Class<? extends T> provider) throws BrokenException {
    if (!Modifier.isPublic(provider.getModifiers())) {
      throw new BrokenException("it is not public");
    }
    try {
      return provider.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new BrokenException("it has no public constructor without arguments");
    } catch (InvocationTargetException e) {
      throw new BrokenException(
          e.getCause() instanceof LinkageError error
              ? unlinkable(error)
              : "its constructor failed: " + e.getCause());
    } catch (LinkageError e) {
      throw new BrokenException(unlinkable(e));
    } catch (ReflectiveOperationException e) {
      throw new BrokenException("it cannot be made: " + e);
    }
  }

  private String name(T plugin) throws BrokenException {
    try {
      String given = name.apply(plugin);
      if (given == null || !given.matches(Identifier.PATTERN)) {
        throw new BrokenException(
            "its name is '%s', which nobody can write in a config: expected one that matches %s"
                .formatted(given, Identifier.PATTERN));
      }
      return given;
    } catch (LinkageError e) {
      throw new BrokenException(unlinkable(e));
    } catch (RuntimeException e) {
      throw new BrokenException("it does not tell its name: " + e);
    }
  }

  private static String unlinkable(LinkageError e) {
    if (e instanceof ExceptionInInitializerError) {
      return "its static initializer failed: " + e.getCause();
    }
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    return e instanceof NoClassDefFoundError && message.matches("\\S+")
        ? "it needs the class %s, which is not there: put the jar that has it on the class path too"
            .formatted(message.replace('/', '.'))
        : "it does not fit what else is on the class path: " + e;
  }

  /** Ends the look at one plug-in. */
  private static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    private final String problem;

    BrokenException(String problem) {
      super(problem);
      this.problem = problem;
    }
  }
}
