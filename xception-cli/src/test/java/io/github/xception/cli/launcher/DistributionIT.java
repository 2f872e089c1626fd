package io.github.xception.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as it was just built, started by its own script. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts under test are for a POSIX shell")
class DistributionIT {

  private static final Path DISTRIBUTION = Path.of(System.getProperty("xception.distribution"));
  private static final Path SCRIPT = DISTRIBUTION.resolve("bin/xception");

  /** How the JVM says that a class is one of those that were kept. */
  private static final String KEPT = "shared objects file (top)";

  private static final String KEEP = "-XX:ArchiveClassesAtExit=";

  @TempDir private Path temporary;

  @Test
  void answersFromAnyDirectoryAndOnStandardOutputAlone() throws Exception {
    assertThat(Run.of(temporary, Map.of(), SCRIPT, "--version")).isEqualTo(version());
  }

  @Test
  void startsThroughARelativeSymbolicLink() throws Exception {
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    Files.createSymbolicLink(temporary.resolve("direct"), SCRIPT);
    Path link = Files.createSymbolicLink(bin.resolve("xception"), Path.of("../direct"));

    assertThat(Run.of(temporary, Map.of(), link, "--version")).isEqualTo(version());
  }

  @Test
  void startsFromAPathWithBlanks() throws Exception {
    Path copy = temporary.resolve("My Programs/xception");
    for (String folder : List.of("bin", "lib")) {
      Files.createDirectories(copy.resolve(folder));
      try (Stream<Path> files = Files.list(DISTRIBUTION.resolve(folder))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(folder).resolve(file.getFileName()));
        }
      }
    }
    assertThat(Run.of(temporary, Map.of(), copy.resolve("bin/xception"), "--version"))
        .isEqualTo(version());
  }

  @Test
  void handsOverTheExitStatus() throws Exception {
    Run run = Run.of(temporary, Map.of(), SCRIPT, "--no-such-option");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("--no-such-option");
  }

  @Test
  void libHoldsTheBackendsAndTheirNatives() throws IOException {
    try (Stream<Path> files = Files.list(DISTRIBUTION.resolve("lib"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("xception-reference-"))
          .anyMatch(name -> name.startsWith("xception-djl-"))
          .anyMatch(name -> name.startsWith("pytorch-native-"))
          .anyMatch(name -> name.startsWith("xception-tfjava-"))
          .anyMatch(name -> name.startsWith("tensorflow-core-native-"))
          .anyMatch(name -> name.startsWith("xception-onnxruntime-"))
          .anyMatch(name -> name.startsWith("onnxruntime-"));
    }
  }

  @Test
  void optionsOfTheUserWin() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_OPTS", "-Xmx64m -XX:+UseParallelGC -XX:+PrintFlagsFinal");

    assertThat(Run.of(temporary, environment, SCRIPT, "--version").out())
        .containsPattern("MaxHeapSize += 67108864 ")
        .containsPattern("UseParallelGC += true ")
        .containsPattern("UseSerialGC += false ");
  }

  @Test
  void newerJdksGetTheOptionsThatOlderOnesRefuse() throws Exception {
    String nativeAccess = "--enable-native-access=ALL-UNNAMED";
    String unsafe = "--sun-misc-unsafe-memory-access=allow";

    assertThat(onJava("17.0.15").out()).doesNotContain(nativeAccess, unsafe);
    assertThat(onJava("22").out()).contains(nativeAccess).doesNotContain(unsafe);
    assertThat(onJava("25.0.1").out()).contains(nativeAccess, unsafe);
  }

  @Test
  void anOldJavaIsRefusedWithWhatIsNeeded() throws Exception {
    assertThat(List.of(onJava("11.0.2"), onJava("1.8.0_402")))
        .allSatisfy(
            run -> {
              assertThat(run.status()).isEqualTo(1);
              assertThat(run.err()).contains("too old", "Java 17 or newer is needed");
            });
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    Run run = Run.of(temporary, Map.of("JAVA_HOME", "/no/such/jdk"), SCRIPT, "--version");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("JAVA_HOME is /no/such/jdk", "17 or newer");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the settings are glibc's")
  void theAllocatorIsTunedUnlessTheUserDidSo() throws Exception {
    assertThat(onJava("17", Map.of()).out().lines())
        .contains(
            "MALLOC_ARENA_MAX=1",
            "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"
                + ":glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0");
    assertThat(onJava("17", Map.of("MALLOC_ARENA_MAX", "7")).out().lines())
        .contains("MALLOC_ARENA_MAX=7");
    // What ends soon has more of blocks that are kept than of memory.
    assertThat(onJava("17", Map.of(), "predict").out().lines())
        .contains("MALLOC_ARENA_MAX=1", "GLIBC_TUNABLES=");
  }

  @Test
  void theNoticesOfTensorFlowAreOffUnlessTheUserWantsThem() throws Exception {
    assertThat(onJava("17", Map.of()).out().lines()).contains("TF_CPP_MIN_LOG_LEVEL=2");
    assertThat(onJava("17", Map.of("TF_CPP_MIN_LOG_LEVEL", "0")).out().lines())
        .contains("TF_CPP_MIN_LOG_LEVEL=0");
  }

  @Test
  void theReleaseFileOfAJdkTellsItsVersion() throws Exception {
    Path home = temporary.resolve("jdk");
    Run.script(
        home.resolve("bin/java"), "[ \"$1\" != -version ] || exit 1\nprintf '%s\\n' \"$@\"\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path link = Files.createSymbolicLink(temporary.resolve("java"), home.resolve("bin/java"));
    Map<String, String> path = Map.of("PATH", link.getParent() + ":" + System.getenv("PATH"));

    for (Map<String, String> variables : List.of(path, Map.of("JAVA_HOME", home.toString()))) {
      Map<String, String> environment = new HashMap<>(variables);
      environment.putIfAbsent("JAVA_HOME", "");
      assertThat(Run.of(temporary, environment, SCRIPT, "--version").out())
          .contains("--sun-misc-unsafe-memory-access=allow");
    }
  }

  @Test
  void theClassesOfAShortCommandAreKeptForTheNextTime() throws Exception {
    Run first = summary(Map.of());
    assertThat(first.status()).isZero();
    assertThat(first.err()).isEmpty();

    Run second = summary(Map.of("JAVA_OPTS", "-Xlog:class+load:stderr"));

    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err().lines())
        .anyMatch(line -> line.contains("cli.SummaryCommand ") && line.endsWith(KEPT));
    assertThat(keptClasses()).hasSize(1);
  }

  @Test
  void classesThatCannotBeReadAreReadFromTheJarsAgain() throws Exception {
    Run first = summary(Map.of());
    summary(Map.of());
    Path kept = keptClasses().get(0);
    byte[] bytes = Files.readAllBytes(kept);
    byte[] damaged = bytes.clone();
    damaged[damaged.length / 2] ^= 1;
    for (byte[] written : List.of(damaged, Arrays.copyOf(bytes, bytes.length / 2), new byte[0])) {
      Files.delete(kept);
      Files.write(kept, written);

      assertThat(summary(Map.of())).isEqualTo(first);
    }
  }

  @Test
  void theClassesOfACommandThatFailedAreNotKept() throws Exception {
    assertThat(run("summary", Map.of(), "no-such-model").status()).isEqualTo(2);

    assertThat(summary(Map.of("JAVA_OPTS", "-Xlog:class+load:stderr")).err().lines())
        .noneMatch(line -> line.contains("cli.SummaryCommand ") && line.endsWith(KEPT));
  }

  @Test
  void whereClassesCannotBeKeptACommandRunsAllTheSame() throws Exception {
    Run kept = summary(Map.of());
    Path file = Files.createFile(temporary.resolve("file"));

    assertThat(summary(Map.of("XCEPTION_CACHE", file.resolve("cache").toString()))).isEqualTo(kept);
    assertThat(summary(Map.of("JAVA_OPTS", "-Xshare:off"))).isEqualTo(kept);
  }

  @Test
  void anotherJdkGetsClassesOfItsOwn() throws Exception {
    Path home = temporary.resolve("jdk");
    Run.script(home.resolve("bin/java"), "printf '%s\\n' \"$@\"\n");
    List<String> files = new ArrayList<>();
    for (String build : List.of("25.0.1+8", "25.0.1+9", "25.0.1+8")) {
      Files.writeString(
          home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\nIMPLEMENTOR_VERSION=" + build + "\n");
      Run run = summary(Map.of("JAVA_HOME", home.toString()));
      files.add(run.out().lines().filter(line -> line.startsWith(KEEP)).findFirst().orElseThrow());
    }
    files.replaceAll(file -> file.substring(0, file.lastIndexOf('.')));
    assertThat(files.get(1)).isNotEqualTo(files.get(0));
    assertThat(files.get(2)).isEqualTo(files.get(0));
  }

  private Run summary(Map<String, String> variables) throws Exception {
    return run("summary", variables, "xception-mini");
  }

  /** Runs a command with a cache folder of this test's own. */
  private Run run(String command, Map<String, String> variables, String argument) throws Exception {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putIfAbsent("XCEPTION_CACHE", temporary.resolve("cache").toString());
    return Run.of(temporary, environment, SCRIPT, command, argument);
  }

  private List<Path> keptClasses() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("cache/classes"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private Run onJava(String version) throws Exception {
    return onJava(version, Map.of());
  }

  private Run onJava(String version, Map<String, String> variables) throws Exception {
    return onJava(version, variables, "--version");
  }

  /**
   * Runs on a java that says it is of this version, and answers with its arguments and variables.
   */
  private Run onJava(String version, Map<String, String> variables, String command)
      throws Exception {
    Path home = temporary.resolve("jdk-" + version);
    Run.script(
        home.resolve("bin/java"),
        """
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2026-01-01' >&2
        else
          printf '%%s\\n' "$@"
          env
        fi
        """
            .formatted(version));
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("JAVA_HOME", home.toString());
    return Run.of(temporary, environment, SCRIPT, command);
  }

  private static Run version() {
    String name = DISTRIBUTION.getFileName().toString();
    return new Run(0, name.replaceFirst("-", " ") + System.lineSeparator(), "");
  }
}
