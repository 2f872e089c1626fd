package io.github.xception.onnxruntime;

import ai.onnxruntime.OrtException;
import io.github.xception.api.backend.Device;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where ONNX Runtime's library comes from: its binding unpacks it from the jar that it is itself
 * in, into the folder for temporary files, at every start. Nothing native is loaded.
 */
final class OnnxRuntimeLibrary {
  private static final String ARTIFACT = "com.microsoft.onnxruntime:onnxruntime";
  private static final List<String> PUBLISHED =
      List.of("linux-x64", "linux-aarch64", "osx-aarch64", "win-x64");
  private static final String FOLDER = "ai/onnxruntime/native/";
  private static final String CACHE = "java.io.tmpdir";

  private OnnxRuntimeLibrary() {}

  /** Tells what starting the engine depends on. */
  static List<Fact> environment() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("binding", "ONNX Runtime for Java, in the library's jar"));
    packed().facts().stream().filter(fact -> !fact.name().equals("unpacked")).forEach(facts::add);
    facts.add(new Fact("unpacked", "at every start, until the process ends"));
    facts.add(new Fact("downloads", "none"));
    facts.addAll(NvidiaDriver.facts());
    return facts;
  }

  /**
   * Tells what keeps the library from being unpacked, and what to do, in a sentence without its
   * full stop; empty if nothing does.
   */
  static Optional<String> obstacle() {
    return packed().obstacle();
  }

  /** Says that the library cannot be loaded. */
  static String cannotBeLoaded(String why) {
    return "backend '"
        + OnnxRuntimeBackendProvider.NAME
        + "' cannot load ONNX Runtime: "
        + why
        + ". Nothing is downloaded.";
  }

  /** Says that a GPU cannot be had. */
  static String noGpu(Device wanted, String why) {
    return "backend '"
        + OnnxRuntimeBackendProvider.NAME
        + "' was asked for device "
        + wanted
        + ": "
        + why
        + ". With "
        + ARTIFACT
        + "_gpu in place of "
        + ARTIFACT
        + ", and CUDA and cuDNN where the loader finds them, it computes on NVIDIA GPUs (driver: "
        + NvidiaDriver.version()
        + "); or choose device cpu or auto.";
  }

  private static PackedLibrary packed() {
    String platform = platform();
    CacheFolder folder = new CacheFolder(Path.of(System.getProperty(CACHE)));
    Optional<LibraryJar> jar = jar(platform);
    return new PackedLibrary(
        ARTIFACT,
        PUBLISHED,
        platform,
        jar.map(LibraryJar::path),
        folder,
        "-D" + CACHE,
        jar.map(found -> unpacked(folder.path(), platform, found)).orElse(Map.of()));
  }

  /** Returns this machine's platform by the name that the binding has for it. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system =
        os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : os.replace(' ', '-');
    return system
        + "-"
        + switch (architecture) {
          case "amd64", "x86_64" -> "x64";
          case "arm64" -> "aarch64";
          default -> architecture;
        };
  }

  private static Optional<LibraryJar> jar(String platform) {
    String library = FOLDER + platform + "/" + System.mapLibraryName("onnxruntime");
    return Stream.ofNullable(OrtException.class.getClassLoader())
        .flatMap(loader -> Stream.ofNullable(loader.getResource(library)))
        .findFirst()
        .flatMap(OnnxRuntimeLibrary::read);
  }

  private static Optional<LibraryJar> read(URL resource) {
    try {
      return Optional.of(LibraryJar.of(resource));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The files' folder has another name at every start, so that they are never there before. */
  private static Map<Path, Long> unpacked(Path folder, String platform, LibraryJar jar) {
    Map<Path, Long> files = new HashMap<>();
    jar.libraries()
        .forEach(
            (entry, size) -> {
              if (entry.startsWith(FOLDER + platform + "/")) {
                files.put(folder.resolve("onnxruntime-java").resolve(entry), size);
              }
            });
    return files;
  }
}
