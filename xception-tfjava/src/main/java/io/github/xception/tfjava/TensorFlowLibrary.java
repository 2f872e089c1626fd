package io.github.xception.tfjava;

import io.github.xception.api.environment.CacheFolder;
import io.github.xception.api.environment.Fact;
import io.github.xception.api.environment.LibraryJar;
import io.github.xception.api.environment.NvidiaDriver;
import io.github.xception.api.environment.PackedLibrary;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Where JavaCPP takes TensorFlow's library from. Nothing native is loaded. */
final class TensorFlowLibrary {
  private static final String ARTIFACT = "org.tensorflow:tensorflow-core-native";
  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "linux-x86_64-gpu", "linux-arm64", "macosx-arm64", "windows-x86_64");
  private static final String FOLDER = "org/tensorflow/internal/c_api/";
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private TensorFlowLibrary() {}

  /** Tells what starting the engine depends on. */
  static List<Fact> environment() {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "binding",
            "TensorFlow Java "
                + version("org.tensorflow", "tensorflow-core-api")
                + ", JavaCPP "
                + version("org.bytedeco", "javacpp")));
    facts.addAll(packed().facts());
    cacheNotTaken().ifPresent(why -> facts.add(new Fact("cache not taken", why)));
    facts.add(new Fact("downloads", "none"));
    facts.addAll(NvidiaDriver.facts());
    return facts;
  }

  /** JavaCPP falls back without a word when the folder that is set is of no use. */
  private static Optional<String> cacheNotTaken() {
    return Optional.ofNullable(System.getProperty(CACHE))
        .map(set -> new CacheFolder(Path.of(set)))
        .filter(set -> !set.path().equals(cache().path()))
        .flatMap(CacheFolder::obstacle);
  }

  private static String version(String group, String artifact) {
    try {
      return Loader.getVersion(group, artifact);
    } catch (IOException | RuntimeException e) {
      return "of an unknown version";
    }
  }

  /**
   * Tells what keeps the library from being unpacked, and what to do, in a sentence without its
   * full stop; empty if nothing does.
   */
  static Optional<String> obstacle() {
    return packed().obstacle();
  }

  /** Returns what JavaCPP unpacks into. */
  static CacheFolder cache() {
    try {
      // The first that can be written of the one that is set, one at home and a temporary one.
      return new CacheFolder(Loader.getCacheDir().toPath());
    } catch (IOException e) {
      return new CacheFolder(
          Path.of(System.getProperty(CACHE, System.getProperty("user.home") + "/.javacpp/cache")));
    }
  }

  private static PackedLibrary packed() {
    String platform = Loader.Detector.getPlatform();
    CacheFolder cache = cache();
    Optional<LibraryJar> jar = jar(platform + "-gpu").or(() -> jar(platform));
    return new PackedLibrary(
        ARTIFACT,
        PUBLISHED,
        platform,
        jar.map(LibraryJar::path),
        cache,
        "-D" + CACHE,
        jar.map(found -> unpacked(cache.path(), found)).orElse(Map.of()));
  }

  private static Optional<LibraryJar> jar(String classifier) {
    String library = FOLDER + classifier + "/" + System.mapLibraryName("jnitensorflow");
    URL resource = TensorFlowLibrary.class.getClassLoader().getResource(library);
    try {
      return resource == null ? Optional.empty() : Optional.of(LibraryJar.of(resource));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<Path, Long> unpacked(Path cache, LibraryJar jar) {
    Path folder = cache.resolve(Objects.requireNonNull(jar.path().getFileName()));
    Map<Path, Long> files = new HashMap<>();
    jar.libraries().forEach((entry, size) -> files.put(folder.resolve(entry), size));
    return files;
  }
}
