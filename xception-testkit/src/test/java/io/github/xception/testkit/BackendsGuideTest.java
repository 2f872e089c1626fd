package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/backends.md} shows is what is compiled and run here. */
class BackendsGuideTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A comment that names a file, and the fenced block after it. */
  private static final Pattern FROM =
      Pattern.compile("<!-- from (\\S+) -->\n```\\w*\n(.*?\n)```", Pattern.DOTALL);

  private static final Pattern JAVA = Pattern.compile("(?m)^```java$");

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<artifactId>([\\w-]+)</artifactId>\\s*<version>([^<]+)</version>", Pattern.DOTALL);

  @Test
  void codeIsThatOfTheExample() throws IOException {
    String guide = guide();
    Matcher block = FROM.matcher(guide);
    int blocks = 0;
    while (block.find()) {
      assertThat(Files.readString(ROOT.resolve(block.group(1))))
          .as("code that the guide shows from %s", block.group(1))
          .contains(block.group(2));
      blocks++;
    }
    // One of them is a resource, all the others are the Java of the guide.
    assertThat(blocks - 1).isPositive().isEqualTo(JAVA.matcher(guide).results().count());
  }

  @Test
  void dependenciesAreThoseOfThisBuild() throws IOException {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    Matcher dependency = DEPENDENCY.matcher(guide());
    while (dependency.find()) {
      String artifact = dependency.group(1);
      String version =
          artifact.startsWith("xception-")
              ? "<artifactId>xception-parent</artifactId>\n  <version>%s</version>"
              : "<junit.version>%s</junit.version>";
      assertThat(parent).contains(String.format(version, dependency.group(2)));
      assertThat(!artifact.startsWith("xception-") || Files.isDirectory(ROOT.resolve(artifact)))
          .as("module %s is there", artifact)
          .isTrue();
    }
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/backends.md")).replace("\r\n", "\n");
  }
}
