package io.github.xception.api.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.graph.Lowering;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/lint.md} says is so. */
class LintDocumentTest {
  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/lint.md"));
  }

  @Test
  void hasASectionForEachRule() throws IOException {
    List<String> sections =
        Pattern.compile("(?m)^### `([a-z-]+)`$")
            .matcher(document())
            .results()
            .map(section -> section.group(1))
            .toList();
    // The last one looks at the images and so lives where they are read.
    assertThat(sections)
        .containsExactlyElementsOf(
            Stream.concat(Linter.rules().stream(), Stream.of("split-leaks")).toList());
  }

  @Test
  void eachSectionSaysWhatWhyAndHow() throws IOException {
    String[] sections = document().split("(?m)^### ");
    assertThat(List.of(sections).subList(1, sections.length))
        .allSatisfy(section -> assertThat(section).contains("**Found:**", "**Why:**", "**Mend:**"));
  }

  @Test
  void theExampleBreaksTheRulesItIsSaidToBreak() throws IOException {
    Matcher example =
        Pattern.compile("```json config\n(.*?)```\n\nbreaks (.*?)\\.", Pattern.DOTALL)
            .matcher(document());
    assertThat(example.find()).isTrue();
    TrainingConfig config = Specs.parseTraining(example.group(1), "docs/lint.md", List.of());
    List<String> said =
        Pattern.compile("`([a-z-]+)`")
            .matcher(example.group(2))
            .results()
            .map(rule -> rule.group(1))
            .toList();
    assertThat(Linter.lint(config, Lowering.lower(config)))
        .extracting(LintWarning::rule)
        .containsExactlyElementsOf(said);
  }
}
