package io.github.xception.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown file.
 *
 * @param line the number of its first fence's line, from 1
 * @param language the first word behind the fence, such as {@code sh}
 * @param mark the second word, such as {@code config} in {@code ```json config}
 * @param directive what an HTML comment {@code <!-- test: ... -->} on the line above says
 * @param text what is between the fences
 */
record FencedBlock(
    int line, String language, Optional<String> mark, Optional<String> directive, String text) {
  private static final Pattern FENCE = Pattern.compile("```(\\w+)?(?: +(\\w+))?\\s*");
  private static final Pattern DIRECTIVE = Pattern.compile("<!-- test: (.*) -->\\s*");

  /** Reads all blocks of a file, in order. */
  static List<FencedBlock> of(Path file) throws IOException {
    List<FencedBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    Optional<String> directive = Optional.empty();
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = DIRECTIVE.matcher(lines.get(i));
      Matcher fence = FENCE.matcher(lines.get(i));
      if (comment.matches()) {
        directive = Optional.of(comment.group(1));
        continue;
      }
      if (fence.matches()) {
        int first = i;
        StringBuilder text = new StringBuilder();
        for (i++; !lines.get(i).startsWith("```"); i++) {
          text.append(lines.get(i)).append('\n');
        }
        blocks.add(
            new FencedBlock(
                first + 1,
                Optional.ofNullable(fence.group(1)).orElse(""),
                Optional.ofNullable(fence.group(2)),
                directive,
                text.toString()));
      }
      directive = Optional.empty();
    }
    return blocks;
  }

  /** Returns the commands that begin with {@code ./xception}, each on one line. */
  List<String> commands() {
    return text.replace("\\\n", " ")
        .lines()
        .map(command -> command.startsWith("$ ") ? command.substring(2) : command)
        .filter(command -> command.matches("\\./xception( .*)?"))
        .toList();
  }
}
