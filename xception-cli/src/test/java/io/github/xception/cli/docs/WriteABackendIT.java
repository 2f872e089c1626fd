package io.github.xception.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.cli.ShortRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what {@code docs/write-a-backend.md} says, from top to bottom, as somebody who has never
 * seen this project: builds the example, its contract included, drops the jar into {@code plugins/}
 * and trains with it.
 *
 * <p>Maven gets a local repository of its own, and has the local repository of this build in the
 * place of all others: nothing is downloaded and nothing of this is left. That this build's
 * artifacts are installed there is played by a script, since a build within a build would take them
 * away from under the other tests.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are written for a POSIX shell")
class WriteABackendIT {
  static final String GUIDE = "write-a-backend.md";

  private static final Path DISTRIBUTION = Path.of(System.getProperty("xception.distribution"));
  private static final Path CHECKOUT = DISTRIBUTION.getParent().getParent().getParent();
  private static final String EXAMPLE = "examples/third-party-backend";
  private static final long SECONDS = 1200;

  @TempDir private Path folder;

  @Test
  void endsWithABackendThatIsRightAndTrains() throws Exception {
    layACheckout();
    installArtifacts();
    playMaven();

    String said = "";
    for (FencedBlock block : FencedBlock.of(CHECKOUT.resolve("docs").resolve(GUIDE))) {
      if (block.language().equals("sh")) {
        said += run(block);
      }
    }

    assertThat(said)
        .containsPattern(
            "ArraysBackendContractTest: \\d{3} passed, \\d+ unsupported \\[BFLOAT16\\], "
                + "\\d+ not applicable, 0 failed")
        .containsPattern("(?m)^arrays +ready +Java ")
        .contains("training on arrays (Java ", "done: 2 steps")
        .doesNotContain("is left out");
  }

  private void layACheckout() throws IOException {
    Files.createSymbolicLink(
        folder.resolve("xception"), DISTRIBUTION.resolve("bin/xception").toAbsolutePath());
    Path example = CHECKOUT.resolve(EXAMPLE);
    copy(example.resolve("pom.xml"), folder.resolve(EXAMPLE).resolve("pom.xml"));
    try (Stream<Path> sources = Files.walk(example.resolve("src"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        copy(source, folder.resolve(EXAMPLE).resolve(example.relativize(source)));
      }
    }
  }

  /** Lays what {@code install} installs into a folder beside. */
  private void installArtifacts() throws IOException {
    String version = DISTRIBUTION.getFileName().toString().substring("xception-".length());
    for (String module : List.of("parent", "api", "reference", "testkit")) {
      String artifact = "xception-" + module;
      Path directory = folder.resolve("installed/io/github/xception/" + artifact + "/" + version);
      Path sources = module.equals("parent") ? CHECKOUT : CHECKOUT.resolve(artifact);
      copy(sources.resolve("pom.xml"), directory.resolve(artifact + "-" + version + ".pom"));
      if (!module.equals("parent")) {
        String jar = artifact + "-" + version + ".jar";
        copy(sources.resolve("target").resolve(jar), directory.resolve(jar));
      }
    }
  }

  private void playMaven() throws IOException {
    Path settings = folder.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <mirrors>
            <mirror>
              <id>local</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
            .formatted(localRepository().toUri()));
    Path mvn = Files.createDirectory(folder.resolve("tools")).resolve("mvn");
    Files.writeString(
        mvn,
        """
        #!/bin/sh
        set -eu
        case " $* " in
          *" install ") mkdir repository && exec cp -r installed/. repository ;;
          *) exec '%s' -s '%s' -Dmaven.repo.local='%s' "$@" ;;
        esac
        """
            .formatted(maven(), settings, folder.resolve("repository")));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns the local repository of this build, which the plug-in that runs this test names. */
  private static Path localRepository() {
    Path standard = Path.of(System.getProperty("user.home"), ".m2", "repository");
    return Path.of(System.getProperty("localRepository", standard.toString()));
  }

  private static Path maven() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no mvn on PATH"));
  }

  /** Runs the commands of a block as one script, and returns what they said. */
  private String run(FencedBlock block) throws IOException, InterruptedException {
    String arguments = " " + block.directive().orElse("");
    String script =
        block
            .text()
            .lines()
            .map(line -> line.startsWith("./xception ") ? line + arguments : line)
            .reduce("set -eu\n", (all, line) -> all + line + "\n");
    Path out = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("JAVA_OPTS", ShortRun.JAVA_OPTS);
    builder.environment().remove("MAVEN_OPTS");
    builder.environment().put("XCEPTION_PLUGINS", folder.resolve("plugins").toString());
    builder
        .environment()
        .put("PATH", folder.resolve("tools") + File.pathSeparator + System.getenv("PATH"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", script).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String said = Files.readString(out);
    assertThat(process.exitValue()).as("%s%n%s", script, said).isZero();
    return said;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
