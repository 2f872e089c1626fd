package io.github.xception.api.lint;

import java.util.Optional;

/**
 * One thing to look for. A rule is certain: what it finds is wrong in every training, or at least
 * not what its author can have meant.
 */
interface Rule {
  /** Returns the rule's name in warnings and in {@code docs/lint.md}. */
  String name();

  /** Looks for it; all places where it is go into one warning. */
  Optional<LintWarning> check(Subject subject);
}
