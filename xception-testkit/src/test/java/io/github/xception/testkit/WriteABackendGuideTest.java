package io.github.xception.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/write-a-backend.md} shows is what is in the example. */
class WriteABackendGuideTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A comment that names a file, and the fenced block after it. */
  private static final Pattern FROM =
      Pattern.compile("<!-- from (\\S+) -->\n```\\w*\n(.*?\n)```", Pattern.DOTALL);

  private static final Pattern JAVA = Pattern.compile("(?m)^```java$");

  private static final Pattern VERSION =
      Pattern.compile("<(?:xception\\.)?version>([^<$]+)</(?:xception\\.)?version>");

  @Test
  void codeIsThatOfTheExample() throws IOException {
    String guide = read("docs/write-a-backend.md");
    Matcher block = FROM.matcher(guide);
    int java = 0;
    while (block.find()) {
      assertThat(read(block.group(1)))
          .as("what the guide shows from %s", block.group(1))
          .contains(block.group(2));
      java += block.group(1).endsWith(".java") ? 1 : 0;
    }
    assertThat(java).isPositive().isEqualTo(JAVA.matcher(guide).results().count());
  }

  @Test
  void theExampleUsesTheVersionsOfThisBuild() throws IOException {
    String parent = read("pom.xml");
    String example = read("examples/third-party-backend/pom.xml");
    Matcher version = VERSION.matcher(example.substring(example.indexOf("<properties>")));
    int versions = 0;
    while (version.find()) {
      assertThat(parent).contains(">" + version.group(1) + "<");
      versions++;
    }
    assertThat(versions).isGreaterThan(5);
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file)).replace("\r\n", "\n");
  }
}
