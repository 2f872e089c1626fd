package io.github.xception.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher at the top of a checkout. Maven is played by a script that counts its runs, since a
 * build within a build would take the distribution away from under the other tests.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script under test is for a POSIX shell")
class CheckoutLauncherIT {

  private static final Path DISTRIBUTION = Path.of(System.getProperty("xception.distribution"));
  private static final Path CHECKOUT = DISTRIBUTION.getParent().getParent().getParent();
  private static final String BUILDING =
      "building xception (first use, or its sources have changed) ...\n";
  private static final String MAVEN =
      """
      if [ "$1" = -v ]; then
        echo 'Apache Maven 3.9.9 (a revision)'
        exit 0
      fi
      echo "$@" >>builds
      mkdir -p xception-cli/target/xception-7.1/bin
      cp answer xception-cli/target/xception-7.1/bin/xception
      touch xception-cli/target/distribution.stamp
      """;

  @TempDir private Path temporary;
  private Path checkout;
  private Path launcher;
  private Path tools;

  @BeforeEach
  void layACheckout() throws IOException {
    checkout = temporary.resolve("a checkout");
    Path module = Files.createDirectories(checkout.resolve("xception-cli/src/main/java"));
    Files.writeString(module.resolve("Main.java"), "class Main {}\n");
    Files.writeString(checkout.resolve("xception-cli/pom.xml"), "<project/>\n");
    Files.createDirectory(checkout.resolve(".mvn"));
    Files.writeString(
        checkout.resolve("pom.xml"),
        """
        <project>
          <version>7.1</version>
          <properties>
            <other.version>9</other.version>
          </properties>
        </project>
        """);
    launcher = Files.copy(CHECKOUT.resolve("xception"), checkout.resolve("xception"));
    Run.script(checkout.resolve("answer"), "printf '<%s>' \"$@\"\nexit 5\n");
    tools = temporary.resolve("tools");
    Run.script(tools.resolve("mvn"), MAVEN);
  }

  @Test
  void theFirstUseBuildsAndSaysSoAndTheSecondDoesNot() throws Exception {
    assertThat(launch("train", "--out", "my runs"))
        .isEqualTo(new Run(5, "<train><--out><my runs>", BUILDING));
    assertThat(launch("data")).isEqualTo(new Run(5, "<data>", ""));
    assertThat(checkout.resolve("builds")).hasContent("-q -B -Dmaven.test.skip=true package");
  }

  @Test
  void plugInsBesideItAreThoseOfTheDistribution() throws Exception {
    Run.script(checkout.resolve("answer"), "printf '%s' \"${XCEPTION_PLUGINS:-none}\"\n");
    assertThat(launch("backends").out()).isEqualTo("none");

    Path plugins = Files.createDirectory(checkout.resolve("plugins"));
    assertThat(launch("backends").out()).isEqualTo(plugins.toString());
    assertThat(launch(launcher, Map.of("XCEPTION_PLUGINS", "mine"), "backends").out())
        .isEqualTo("mine");
  }

  @Test
  void aSourceOrPomNewerThanTheBuildIsBuilt() throws Exception {
    launch("data");
    for (String changed : new String[] {"xception-cli/src/main/java/Main.java", "pom.xml"}) {
      Instant built =
          Files.getLastModifiedTime(checkout.resolve("xception-cli/target/distribution.stamp"))
              .toInstant();
      Files.setLastModifiedTime(checkout.resolve(changed), FileTime.from(built.plusSeconds(1)));

      assertThat(launch("data").err()).as(changed).isEqualTo(BUILDING);

      Files.setLastModifiedTime(checkout.resolve(changed), FileTime.from(Instant.EPOCH));
      assertThat(launch("data").err()).as(changed).isEmpty();
    }
  }

  @Test
  void startsThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), launcher);

    assertThat(launch(link, Map.of(), "data")).isEqualTo(new Run(5, "<data>", BUILDING));
  }

  @Test
  void aFailedBuildShowsWhatMavenSaidAndIsTriedAgain() throws Exception {
    Run.script(
        tools.resolve("mvn"),
        "[ \"$1\" != -v ] || { echo 'Apache Maven 3.8.7'; exit 0; }\necho 'it broke here'\nexit 1\n");

    for (int use = 1; use <= 2; use++) {
      Run run = launch("data");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith(BUILDING).contains("it broke here", "the build failed");
    }
  }

  @Test
  void anOldMavenIsRefused() throws Exception {
    Run.script(tools.resolve("mvn"), "echo 'Apache Maven 3.6.3'\n");

    assertThat(launch("data"))
        .isEqualTo(
            new Run(1, "", "xception: Maven 3.8 or newer is needed to build; mvn is 3.6.\n"));
  }

  @Test
  void aMissingMavenIsSaid() throws Exception {
    Run.script(tools.resolve("mvn"), "exit 127\n");

    assertThat(launch("data").err())
        .isEqualTo(
            "xception: Maven 3.8 or newer is needed to build; no mvn that runs is on PATH.\n");
  }

  @Test
  void anOldOrMissingJdkIsRefused() throws Exception {
    Path old = temporary.resolve("jdk-11");
    Run.script(old.resolve("bin/javac"), "echo 'javac 11.0.2'\n");
    Path jre = Files.createDirectory(temporary.resolve("jre"));

    assertThat(launch(launcher, Map.of("JAVA_HOME", old.toString()), "data").err())
        .contains("a JDK, 17 or newer, is needed", old + "/bin/javac is of JDK 11.");
    assertThat(launch(launcher, Map.of("JAVA_HOME", jre.toString()), "data").err())
        .contains("a JDK, 17 or newer, is needed", jre + "/bin/javac is not there.");
  }

  @Test
  void theBuildThatJustRanIsUpToDate() throws Exception {
    Run.script(tools.resolve("mvn"), "exit 127\n");

    Run run = launch(CHECKOUT.resolve("xception"), Map.of(), "--version");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("xception ");
  }

  private Run launch(String... arguments) throws Exception {
    return launch(launcher, Map.of(), arguments);
  }

  private Run launch(Path program, Map<String, String> environment, String... arguments)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", tools + ":" + System.getenv("PATH"));
    all.put("TMPDIR", temporary.toString());
    return Run.of(temporary, all, program, arguments);
  }
}
