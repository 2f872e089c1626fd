package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Function;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine starts once in a process, so each test starts a process of its own. */
class EngineStartTest {
  @TempDir Path folder;

  @Test
  void aCacheThatCannotBeWrittenIsNamedWithTheWayOut() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    String said =
        start(
            Map.of(),
            System.getProperty("java.class.path"),
            "-DDJL_CACHE_DIR=" + file.resolve("cache"));
    assertThat(said)
        .contains("BackendException")
        .contains(file.resolve("cache").toString())
        .contains("set DJL_CACHE_DIR");
  }

  @Test
  void aMissingNativeLibraryIsNamedAndNothingIsDownloaded() throws Exception {
    String withoutNative =
        Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
            .filter(entry -> !entry.contains("pytorch-native"))
            .collect(Collectors.joining(System.getProperty("path.separator")));
    String said = start(Map.of(), withoutNative, "-DDJL_CACHE_DIR=" + folder);
    assertThat(said)
        .contains("BackendException")
        .contains("Offline mode is enabled")
        .contains("ai.djl.pytorch:pytorch-native-cpu");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void threadsSpinShortlyUnlessTheUserSaysOtherwise() throws Exception {
    assumeThat(System.getenv()).doesNotContainKeys("GOMP_SPINCOUNT", "OMP_WAIT_POLICY");
    String classPath = System.getProperty("java.class.path");
    assertThat(start(Map.of(), classPath)).contains("GOMP_SPINCOUNT=1000");
    assertThat(start(Map.of("GOMP_SPINCOUNT", "77"), classPath)).contains("GOMP_SPINCOUNT=77");
    assertThat(start(Map.of("OMP_WAIT_POLICY", "ACTIVE"), classPath))
        .contains("GOMP_SPINCOUNT=null");
  }

  private String start(Map<String, String> environment, String classPath, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Starter.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Path output = folder.resolve("output");
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends by itself").isTrue();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** Opens the backend and prints what comes of it. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) {
      try (Backend backend = new PyTorchBackendProvider().open(BackendOptions.DEFAULT)) {
        System.out.println(backend.info());
        // As the C library sees it: Java keeps the environment of its own start.
        System.out.println("GOMP_SPINCOUNT=" + environment("GOMP_SPINCOUNT"));
      } catch (BackendException e) {
        System.out.println(e);
      }
    }

    private static String environment(String name) {
      return Function.getFunction("c", "getenv").invokeString(new Object[] {name}, false);
    }
  }
}
