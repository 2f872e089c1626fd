package io.github.xception.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.xception.api.lint.LintWarning;
import java.util.List;

/** Says what the linter found. */
final class Warnings {
  private Warnings() {}

  /**
   * Says each warning along the way.
   *
   * @param strict whether a warning is an error
   * @throws UsageException if it is, and there is one
   */
  static void say(Console console, List<LintWarning> warnings, boolean strict) {
    warnings.forEach(warning -> console.say(text(warning).stripTrailing()));
    if (strict && !warnings.isEmpty()) {
      throw new UsageException(
          "refused with --strict: "
              + (warnings.size() == 1
                  ? "there is 1 warning"
                  : "there are %d warnings".formatted(warnings.size())),
          "Mend what they tell of, or leave out --strict.");
    }
  }

  /** Returns a warning as lines of text: what and where, why that is bad, and what to do. */
  static String text(LintWarning warning) {
    return "warning: %s at %s\n  found: %s\n  why:   %s\n  mend:  %s\n"
        .formatted(
            warning.rule(), warning.pointer(), warning.found(), warning.harm(), warning.mend());
  }

  /** Returns the warnings for programs. */
  static ArrayNode json(List<LintWarning> warnings) {
    ArrayNode array = Json.array();
    for (LintWarning warning : warnings) {
      array
          .addObject()
          .put("rule", warning.rule())
          .put("pointer", warning.pointer())
          .put("found", warning.found())
          .put("harm", warning.harm())
          .put("mend", warning.mend());
    }
    return array;
  }
}
