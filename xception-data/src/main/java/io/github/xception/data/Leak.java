package io.github.xception.data;

import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image that two parts of a split hold, pixel for pixel, under two names: what is measured on
 * the one part has been seen in the other.
 *
 * @param seen the image in the part that is used earlier: to train on, or else to choose by
 * @param kept the same image in a part that is kept from it
 */
public record Leak(Member seen, Member kept) {
  /**
   * Finds all leaks.
   *
   * @param members the images
   * @param digests what identifies the pixels of each
   * @return one for each image that is kept and that an earlier part holds too, in the order of the
   *     images
   */
  static List<Leak> find(List<Member> members, List<String> digests) {
    Map<String, List<Member>> same = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      same.computeIfAbsent(digests.get(i), digest -> new ArrayList<>()).add(members.get(i));
    }
    List<Leak> leaks = new ArrayList<>();
    for (List<Member> group : same.values()) {
      // Parts are declared in the order in which a run uses them.
      Member first = group.stream().min(Comparator.comparing(Member::part)).orElseThrow();
      group.stream()
          .filter(member -> member.part() != first.part())
          .forEach(member -> leaks.add(new Leak(first, member)));
    }
    leaks.sort(Comparator.comparing(leak -> leak.kept().name()));
    return leaks;
  }

  /** Tells whether the image is measured on though it was trained on. */
  public boolean trainedOn() {
    return seen.part() == Part.TRAIN;
  }

  @Override
  public String toString() {
    return kept.name() + " is " + seen.name();
  }
}
