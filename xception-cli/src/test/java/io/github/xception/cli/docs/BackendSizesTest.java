package io.github.xception.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of how much code a backend takes, in {@code docs/backends.md}, to the code. */
class BackendSizesTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Path PAGE = CHECKOUT.resolve("docs/backends.md");

  /** A row: a folder, words, words, a number. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w/.-]+)` \\| [^|]+ \\| (?:yes|no) \\| (\\d+) \\|");

  /** What is said is rounded, and a page need not change with every line. */
  private static final double TOLERANCE = 0.1;

  @Test
  void whatThePageSaysIsNearlySo() throws IOException {
    Map<String, Integer> said = said();
    assertThat(said)
        .containsKeys("xception-reference", "xception-tfjava", "xception-onnxruntime")
        .hasSizeGreaterThanOrEqualTo(5);
    for (Map.Entry<String, Integer> row : said.entrySet()) {
      int lines = linesOfCode(CHECKOUT.resolve(row.getKey()));
      assertThat((double) row.getValue())
          .as("lines of code of %s in %s: there are %s", row.getKey(), PAGE, lines)
          .isCloseTo(lines, within(TOLERANCE * lines));
    }
  }

  private static Map<String, Integer> said() throws IOException {
    Map<String, Integer> said = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        said.put(row.group(1), Integer.parseInt(row.group(2)));
      }
    }
    return said;
  }

  private static int linesOfCode(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder.resolve("src/main/java"))) {
      List<Path> files = below.filter(file -> file.toString().endsWith(".java")).toList();
      int lines = 0;
      for (Path file : files) {
        lines += linesOfCode(Files.readString(file, UTF_8));
      }
      return lines;
    }
  }

  /** Counts lines that are neither blank nor comment, in a source as the formatter leaves it. */
  private static int linesOfCode(String source) {
    String code = source.replaceAll("(?s)(?m)^\\s*/\\*.*?\\*/", "");
    return (int)
        code.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("//"))
            .count();
  }

  @Test
  void commentsAndBlankLinesAreNotCounted() {
    String source =
        """
        /** Two
         * lines. */
        class A {

          // One line.
          /** One line. */
          int a = 1; // counted
        }
        """;
    assertThat(linesOfCode(source)).isEqualTo(3);
  }
}
