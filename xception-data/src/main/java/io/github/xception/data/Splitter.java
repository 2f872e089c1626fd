package io.github.xception.data;

import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Holds images out, the same share of each class. */
final class Splitter {
  private Splitter() {}

  /**
   * Splits images: of a class of n images it holds out round(n · fraction), but at least one and
   * not all where n ≥ 2 and the fraction is above 0; of the others, as many for validation by the
   * same rule. Which ones depends on the seed, the class and the names of its images only, so
   * another class does not disturb it.
   *
   * @param images sorted by name
   * @return a member for each image, in the same order
   */
  static List<Member> split(List<String> classes, List<SourceImage> images, SplitSpec spec) {
    List<List<String>> byClass = new ArrayList<>();
    classes.forEach(name -> byClass.add(new ArrayList<>()));
    images.forEach(image -> byClass.get(image.label()).add(image.name()));
    List<Member> members = new ArrayList<>(images.size());
    for (int label = 0; label < classes.size(); label++) {
      List<String> names = byClass.get(label);
      if (spec.shuffle()) {
        shuffle(names, RandomStream.of(spec.seed(), "split/" + classes.get(label)));
      } else {
        Collections.reverse(names);
      }
      int heldOut = share(names.size(), spec.testFraction());
      int kept = heldOut + share(names.size() - heldOut, spec.validationFraction());
      for (int i = 0; i < names.size(); i++) {
        Part part = i < heldOut ? Part.TEST : i < kept ? Part.VALIDATION : Part.TRAIN;
        members.add(new Member(names.get(i), label, part));
      }
    }
    members.sort((a, b) -> a.name().compareTo(b.name()));
    return members;
  }

  private static int share(int n, double fraction) {
    return n < 2 || fraction <= 0
        ? 0
        : (int) Math.max(1, Math.min(n - 1, Math.round(n * fraction)));
  }

  private static void shuffle(List<String> names, RandomStream random) {
    for (int i = names.size() - 1; i > 0; i--) {
      Collections.swap(names, i, random.nextInt(i + 1));
    }
  }

  /** Returns the split of {@code members}, which are sorted by name, with its hash. */
  static Split of(List<String> classes, List<Member> members) {
    MessageDigest digest = Sha256.digest();
    for (Member member : members) {
      String line =
          member.name()
              + '\t'
              + classes.get(member.label())
              + '\t'
              + member.part().name().toLowerCase(Locale.ROOT)
              + '\n';
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return new Split(classes, members, Sha256.hex(digest));
  }
}
