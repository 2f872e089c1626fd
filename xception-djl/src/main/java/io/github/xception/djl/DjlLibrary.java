package io.github.xception.djl;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import io.github.xception.api.environment.CacheFolder;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.environment.LibraryJar;
import io.github.xception.api.environment.PackedLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** Where DJL takes the native library of an engine from. */
final class DjlLibrary {
  private static final String CACHE = "DJL_CACHE_DIR";

  /** That of PyTorch. */
  static final DjlLibrary PYTORCH =
      new DjlLibrary(
          "PyTorch (libtorch)",
          "pytorch",
          "ai.djl.pytorch:pytorch-native-cpu",
          List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64"),
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR name an installed libtorch");

  /** That of MXNet. */
  static final DjlLibrary MXNET =
      new DjlLibrary(
          "MXNet (libmxnet)",
          "mxnet",
          "ai.djl.mxnet:mxnet-native-mkl",
          List.of("linux-x86_64", "win-x86_64"),
          "MXNET_LIBRARY_PATH",
          "MXNET_LIBRARY_PATH name the folder of an installed libmxnet");

  private final String library;
  private final String engine;
  private final String artifact;
  private final List<String> published;
  private final String override;
  private final String instead;

  private DjlLibrary(
      String library,
      String engine,
      String artifact,
      List<String> published,
      String override,
      String instead) {
    this.library = library;
    this.engine = engine;
    this.artifact = artifact;
    this.published = published;
    this.override = override;
    this.instead = instead;
  }

  /** Tells what starting the engine depends on. */
  List<Fact> environment() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("binding", "Deep Java Library " + version()));
    installed().ifPresent(path -> facts.add(new Fact("installed library", override + "=" + path)));
    facts.addAll(packed().facts());
    facts.add(
        new Fact(
            "downloads",
            offline() ? "none" : "allowed by ai.djl.offline=false or DJL_OFFLINE=false"));
    return facts;
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Engine.class.getPackage().getSpecificationVersion(), "of an unknown version");
  }

  /** What {@link EngineStart#prepare} settles, before it does so. */
  private static boolean offline() {
    return Boolean.parseBoolean(
        Utils.getenv("DJL_OFFLINE", System.getProperty("ai.djl.offline", "true")));
  }

  /** Returns what somebody named in place of the library on the class path. */
  private Optional<String> installed() {
    return Optional.ofNullable(Utils.getEnvOrSystemProperty(override));
  }

  /**
   * Explains that the library cannot be loaded.
   *
   * @param error what DJL made of it
   */
  String cannotBeLoaded(String error) {
    Optional<String> obstacle = installed().isPresent() ? Optional.empty() : packed().obstacle();
    return "the native library of "
        + library
        + " cannot be loaded on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ": "
        + obstacle.map(why -> why + " (" + error + ")").orElseGet(() -> error + ". " + advice())
        + ". Nothing is downloaded unless -Dai.djl.offline=false allows it.";
  }

  private String advice() {
    return "It is taken from the jar "
        + artifact
        + " for this platform and unpacked into "
        + Utils.getEngineCacheDir(engine)
        + ". Check that this jar is on the class path and that the folder can be written (set "
        + CACHE
        + " for another one), or let "
        + instead;
  }

  private PackedLibrary packed() {
    CacheFolder cache = new CacheFolder(Utils.getEngineCacheDir(engine));
    String platform = platform();
    for (URL resource : onClassPath()) {
      try (InputStream in = resource.openStream()) {
        Properties properties = new Properties();
        properties.load(in);
        String classifier = properties.getProperty("classifier", "");
        if (classifier.endsWith(platform)) {
          String flavor = properties.getProperty("flavor");
          String name =
              properties.getProperty("version")
                  + (flavor == null ? "-" : "-" + flavor + "-")
                  + classifier;
          LibraryJar jar = LibraryJar.of(resource);
          return new PackedLibrary(
              artifact,
              published,
              platform,
              Optional.of(jar.path()),
              cache,
              CACHE,
              unpacked(cache.path().resolve(name), jar));
        }
      } catch (IOException e) {
        // DJL cannot read it either.
      }
    }
    return new PackedLibrary(
        artifact, published, platform, Optional.empty(), cache, CACHE, Map.of());
  }

  private List<URL> onClassPath() {
    try {
      return Collections.list(
          DjlLibrary.class.getClassLoader().getResources("native/lib/" + engine + ".properties"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Map<Path, Long> unpacked(Path folder, LibraryJar jar) {
    Map<Path, Long> files = new HashMap<>();
    jar.libraries()
        .forEach(
            (entry, size) ->
                files.put(folder.resolve(entry.substring(entry.lastIndexOf('/') + 1)), size));
    return files;
  }

  /** Returns the classifier that DJL looks for. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    String prefix = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
    return prefix + "-" + (processor.equals("amd64") ? "x86_64" : processor);
  }
}
