package io.github.xception.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Jars in {@code plugins/}, and those that cannot be used. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts under test are for a POSIX shell")
class PluginsIT {
  private static final Path DISTRIBUTION = Path.of(System.getProperty("xception.distribution"));
  private static final String SERVICES =
      "META-INF/services/io.github.xception.api.backend.BackendProvider";
  private static final String REFUSING = "io.github.xception.cli.end.RefusingProvider";

  @TempDir private Path folder;
  private Path good;
  private Path bad;
  private Path cut;
  private Path named;

  @BeforeEach
  void fillTheFolders() throws IOException {
    // A distribution with plug-ins of its own.
    Path plugins = Files.createDirectories(folder.resolve("home/plugins"));
    Files.createDirectory(folder.resolve("home/bin"));
    Files.copy(DISTRIBUTION.resolve("bin/xception"), folder.resolve("home/bin/xception"));
    Files.createSymbolicLink(
        folder.resolve("home/lib"), DISTRIBUTION.resolve("lib").toAbsolutePath());
    good = jar(plugins.resolve("good.jar"), REFUSING, REFUSING + "\n");
    bad = jar(plugins.resolve("bad.jar"), REFUSING, "com.acme.Gone\n");
    cut = Files.write(plugins.resolve("cut.jar"), Arrays.copyOf(Files.readAllBytes(good), 300));
    named = Files.createDirectory(folder.resolve("named"));
    Files.copy(good, named.resolve("elsewhere.jar"));
  }

  @Test
  void areListedWithWhatIsWrong() throws Exception {
    Run run = xception(Map.of(), "backends", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.findValuesAsText("name"))
        .contains("pytorch", "reference", "refusing", "com.acme.Gone", cut.toString());
    for (JsonNode entry : answer) {
      switch (entry.get("name").textValue()) {
        case "refusing" -> {
          assertThat(entry.get("reason").textValue()).isEqualTo("there is no such library");
          assertThat(entry.get("provider").textValue()).isEqualTo(REFUSING);
          assertThat(entry.get("file").textValue()).isEqualTo(good.toString());
        }
        case "com.acme.Gone" -> {
          assertThat(entry.get("available").booleanValue()).isFalse();
          assertThat(entry.get("reason").textValue()).startsWith("there is no such class");
          assertThat(entry.get("provider").textValue()).isEqualTo("com.acme.Gone");
          assertThat(entry.get("file").textValue()).isEqualTo(bad.toString());
        }
        case "reference" -> assertThat(entry.get("available").booleanValue()).isTrue();
        default -> {}
      }
    }
    assertThat(run.err()).doesNotContain("com.acme.Gone");
  }

  @Test
  void areWarnedOfWhereABackendIsUsed() throws Exception {
    String warning =
        "warning: this backend is left out: com.acme.Gone of " + bad + ": there is no such class";
    Run train = xception(Map.of(), "train", "--backend", "refusing");

    assertThat(train.err()).contains(warning, "there is no such library");
    assertThat(train.status()).isEqualTo(1);
    assertThat(xception(Map.of(), "summary", "xception-mini").err()).doesNotContain("com.acme");
  }

  @Test
  void mayBeInAFolderThatAVariableNames() throws Exception {
    Run run = xception(Map.of("XCEPTION_PLUGINS", named.toString()), "backends", "--verbose");

    assertThat(run.out()).containsPattern("(?m)^ +file +" + named.resolve("elsewhere.jar") + "$");
    assertThat(run.out()).doesNotContain("com.acme.Gone", good.toString());
  }

  @Test
  void aFolderThatIsNotThereIsRefused() throws Exception {
    Run run = xception(Map.of("XCEPTION_PLUGINS", "no/such/folder"), "backends");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("XCEPTION_PLUGINS is no/such/folder, which is no folder");
  }

  @Test
  void areExpectedInTheDistribution() {
    assertThat(DISTRIBUTION.resolve("plugins/README.txt")).isRegularFile();
  }

  private Run xception(Map<String, String> variables, String... arguments) throws Exception {
    return Run.of(folder, variables, folder.resolve("home/bin/xception"), arguments);
  }

  /** Writes a jar with one class of these tests. */
  private static Path jar(Path jar, String className, String services) throws IOException {
    String file = className.replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(SERVICES));
      entries.write(services.getBytes(UTF_8));
      entries.putNextEntry(new JarEntry(file));
      entries.write(PluginsIT.class.getClassLoader().getResourceAsStream(file).readAllBytes());
    }
    return jar;
  }
}
