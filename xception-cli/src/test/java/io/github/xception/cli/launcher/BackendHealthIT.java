package io.github.xception.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.cli.ShortRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code backends} tells of engines that start, and of those that something keeps from it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what it finds is checked for Linux")
class BackendHealthIT {
  private static final Path XCEPTION =
      Path.of(System.getProperty("xception.distribution"), "bin", "xception").toAbsolutePath();

  @TempDir private Path folder;
  private Path caches;

  @BeforeEach
  void makeAFolderForCaches() throws IOException {
    caches = Files.createDirectory(folder.resolve("caches"));
  }

  @Test
  void anEngineThatStartsIsToldWithAllThatItDependsOn() throws Exception {
    Run run = Run.of(folder, Map.of(), XCEPTION, "backends", "--verbose");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^pytorch +ready\n +engine +PyTorch 2\\.")
        .containsPattern("(?m)^ +library +/.*/lib/pytorch-native-cpu-.*\\.jar$")
        .containsPattern("(?m)^ +library +/.*/lib/tensorflow-core-native-.*\\.jar$")
        .containsPattern("(?m)^ +binding +Deep Java Library \\d")
        .containsPattern("(?m)^ +binding +TensorFlow Java \\d.*, JavaCPP \\d")
        .containsPattern("(?m)^ +library +/.*/lib/mxnet-native-mkl-.*\\.jar$")
        .containsPattern("(?m)^onnxruntime +ready\n +engine +ONNX Runtime 1\\.")
        .containsPattern("(?m)^ +library +/.*/lib/onnxruntime-\\d.*\\.jar$")
        .containsPattern("(?m)^ +cache folder +/.*pytorch$")
        .containsPattern("(?m)^ +cache free space +\\d+ MB$")
        .containsPattern("(?m)^ +NVIDIA driver +(\\d{3}|none: there is no )");
    assertThat(run.out().lines().filter(line -> line.matches(" +unpacked +yes"))).hasSize(3);
  }

  @Test
  void aFileInPlaceOfTheCacheIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    JsonNode answer = backends(XCEPTION, cachesIn(file));

    JsonNode pytorch = unavailable(answer, "pytorch");
    assertThat(pytorch.get("reason").textValue())
        .contains(file + " is not a folder; set DJL_CACHE_DIR to another folder");
    assertThat(fact(pytorch, "cache writable")).startsWith("no: " + file);
    assertThat(fact(pytorch, "unpacked")).startsWith("no; the first start writes ");
    // JavaCPP goes back to the folder at home.
    assertThat(fact(entry(answer, "tensorflow"), "cache not taken")).contains(file.toString());
  }

  @Test
  void aReadOnlyCacheIsNamed() throws Exception {
    Path script =
        mounting(
            "mount -t tmpfs -o size=5m none '%1$s' && mkdir '%1$s/djl' '%1$s/javacpp'"
                + " && mount -o remount,ro '%1$s'");

    JsonNode answer = backends(script, cachesIn(caches));

    assertThat(unavailable(answer, "pytorch").get("reason").textValue())
        .contains("djl cannot be written; set DJL_CACHE_DIR to another folder");
    assertThat(fact(entry(answer, "tensorflow"), "cache not taken"))
        .endsWith("javacpp cannot be written");
  }

  @Test
  void aFullDiskIsToldWithWhatIsNeeded() throws Exception {
    Path script = mounting("mount -t tmpfs -o size=5m none '%1$s'");

    JsonNode answer = backends(script, cachesIn(caches));

    for (String engine : new String[] {"mxnet", "pytorch", "tensorflow"}) {
      JsonNode entry = unavailable(answer, engine);
      assertThat(entry.get("reason").textValue())
          .containsPattern(
              caches + "/\\S+ has \\d MB of free space, and the library takes \\d{3} MB")
          .containsPattern("; free some, or set \\S+ to another folder");
      assertThat(fact(entry, "unpacked")).endsWith("more than the free space");
    }
  }

  @Test
  void aPlatformWithoutALibraryIsToldWithThoseThatHaveOne() throws Exception {
    JsonNode answer = backends(XCEPTION, "-Dos.arch=riscv64");

    for (String engine : new String[] {"mxnet", "pytorch", "tensorflow"}) {
      JsonNode entry = unavailable(answer, engine);
      assertThat(entry.get("reason").textValue())
          .contains("for linux-riscv64, only for linux-x86_64, ")
          .contains("take another backend")
          .contains("Nothing is ");
      assertThat(fact(entry, "library")).isEqualTo("none for linux-riscv64 on the class path");
      assertThat(fact(entry, "downloads")).isEqualTo("none");
    }
    JsonNode onnxRuntime = unavailable(answer, "onnxruntime");
    assertThat(onnxRuntime.get("reason").textValue())
        .contains("for linux-riscv64, only for linux-x64, ", "Nothing is downloaded.");
    assertThat(fact(onnxRuntime, "library")).isEqualTo("none for linux-riscv64 on the class path");
    assertThat(entry(answer, "reference").get("available").booleanValue()).isTrue();
  }

  private static String cachesIn(Path folder) {
    return "-DDJL_CACHE_DIR=%1$s/djl -Dorg.bytedeco.javacpp.cachedir=%1$s/javacpp"
        .formatted(folder);
  }

  /** Makes a script that runs the command line where something is mounted at the caches. */
  private Path mounting(String command) throws IOException, InterruptedException {
    String mount = command.formatted(caches);
    Path trial =
        Run.script(folder.resolve("bin/trial"), "exec unshare -rm sh -c \"" + mount + "\"\n");
    Run run = Run.of(folder, Map.of(), trial);
    assumeTrue(run.status() == 0, "this needs to mount a small disk: " + run.err());
    return Run.script(
        folder.resolve("bin/xception"),
        "exec unshare -rm sh -c \"%s && exec '%s' \\$*\" sh \"$@\"\n".formatted(mount, XCEPTION));
  }

  private JsonNode backends(Path program, String javaOptions) throws Exception {
    Map<String, String> environment = Map.of("JAVA_OPTS", ShortRun.JAVA_OPTS + " " + javaOptions);
    Run run = Run.of(folder, environment, program, "backends", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static JsonNode unavailable(JsonNode answer, String name) {
    JsonNode entry = entry(answer, name);
    assertThat(entry.get("available").booleanValue()).as(name + " starts").isFalse();
    return entry;
  }

  private static JsonNode entry(JsonNode answer, String name) {
    return answer
        .valueStream()
        .filter(entry -> entry.get("name").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String fact(JsonNode entry, String name) {
    return entry
        .get("environment")
        .valueStream()
        .filter(fact -> fact.get("name").textValue().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact " + name + " in " + entry))
        .get("value")
        .textValue();
  }
}
