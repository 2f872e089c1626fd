package io.github.xception.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendException;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine starts once in a process, so each test starts a process of its own. */
class EngineStartTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(classes = {PyTorchBackendProvider.class, MxNetBackendProvider.class})
  void aCacheThatCannotBeWrittenIsNamedWithTheWayOut(Class<?> provider) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    String said = start(provider, Map.of(), CLASS_PATH, "-DDJL_CACHE_DIR=" + file.resolve("cache"));
    assertThat(said)
        .contains("BackendException")
        .contains(file.resolve("cache").toString())
        .contains("set DJL_CACHE_DIR");
  }

  @ParameterizedTest
  @CsvSource({
    "PyTorchBackendProvider, pytorch-native, ai.djl.pytorch:pytorch-native-cpu",
    "MxNetBackendProvider, mxnet-native, ai.djl.mxnet:mxnet-native-mkl"
  })
  void aMissingNativeLibraryIsNamedAndNothingIsDownloaded(
      String provider, String jar, String artifact) throws Exception {
    String withoutNative =
        Stream.of(CLASS_PATH.split(System.getProperty("path.separator")))
            .filter(entry -> !entry.contains(jar))
            .collect(Collectors.joining(System.getProperty("path.separator")));
    Class<?> type = Class.forName(getClass().getPackageName() + "." + provider);
    String said = start(type, Map.of(), withoutNative, "-DDJL_CACHE_DIR=" + folder);
    assertThat(said)
        .contains("BackendException")
        .contains("Offline mode is enabled")
        .contains(artifact);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void threadsSpinShortlyUnlessTheUserSaysOtherwise() throws Exception {
    Class<?> provider = PyTorchBackendProvider.class;
    assertThat(start(provider, Map.of(), CLASS_PATH)).contains("GOMP_SPINCOUNT=20000");
    assertThat(start(provider, Map.of("GOMP_SPINCOUNT", "77"), CLASS_PATH))
        .contains("GOMP_SPINCOUNT=77");
    assertThat(start(provider, Map.of("OMP_WAIT_POLICY", "ACTIVE"), CLASS_PATH))
        .contains("GOMP_SPINCOUNT=null");
  }

  /** What the environment says is what somebody wants, and MXNet asks OpenMP for no more. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void mxNetTakesItsThreadsFromTheEnvironment() throws Exception {
    assertThat(start(MxNetBackendProvider.class, Map.of("OMP_NUM_THREADS", "3"), CLASS_PATH))
        .contains("cpu: 3 threads")
        .contains("OMP_NUM_THREADS=3");
  }

  private String start(
      Class<?> provider, Map<String, String> environment, String classPath, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Starter.class.getName(), provider.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(Set.of("GOMP_SPINCOUNT", "OMP_WAIT_POLICY"));
    builder.environment().putAll(environment);
    Path output = folder.resolve("output");
    Process process = builder.redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends by itself").isTrue();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** Opens the backend and prints what comes of it. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
      BackendProvider provider =
          Class.forName(arguments[0])
              .asSubclass(BackendProvider.class)
              .getConstructor()
              .newInstance();
      try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
        System.out.println(backend.info());
        // As the C library sees it: Java keeps the environment of its own start.
        for (String variable : List.of("GOMP_SPINCOUNT", "OMP_NUM_THREADS")) {
          System.out.println(variable + "=" + environment(variable));
        }
      } catch (BackendException e) {
        System.out.println(e);
      }
    }

    private static String environment(String name) {
      return Function.getFunction("c", "getenv").invokeString(new Object[] {name}, false);
    }
  }
}
