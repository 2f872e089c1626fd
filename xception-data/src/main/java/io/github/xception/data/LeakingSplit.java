package io.github.xception.data;

import io.github.xception.api.lint.LintWarning;
import io.github.xception.data.Split.Member;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Warns of a split that leaks: the one rule of the linter that looks at the images. */
public final class LeakingSplit {
  private static final int MOST_NAMES = 3;

  private LeakingSplit() {}

  /** Returns a warning if an image is in two parts of the data set. */
  public static Optional<LintWarning> check(SplitDatasets data) {
    List<Leak> leaks = data.leaks();
    if (leaks.isEmpty()) {
      return Optional.empty();
    }
    long otherwise = leaks.stream().filter(LeakingSplit::labelsDiffer).count();
    return Optional.of(
        new LintWarning(
            "split-leaks",
            "/data/source",
            "images kept from training, or from choosing, that an earlier part holds too, pixel for"
                + " pixel: %d (%s)%s"
                    .formatted(
                        leaks.size(),
                        names(leaks),
                        otherwise == 0 ? "" : "; with another class: " + otherwise),
            "what is measured on them is what the network knows by heart, so an accuracy comes out"
                + " too high"
                + (otherwise == 0
                    ? ""
                    : "; with another class it can only be wrong on one of the two"),
            "remove one of each; 'data check' lists them all"));
  }

  private static boolean labelsDiffer(Leak leak) {
    Member kept = leak.kept();
    return kept.label() != leak.seen().label();
  }

  private static String names(List<Leak> leaks) {
    int more = leaks.size() - MOST_NAMES;
    return leaks.stream().limit(MOST_NAMES).map(Leak::toString).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
