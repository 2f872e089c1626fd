package io.github.xception.data;

import java.util.List;

/**
 * Which images train, which are chosen by, and which are held out.
 *
 * @param classes the names of the classes, in the order of their labels
 * @param members every image once, sorted by name
 * @param sha256 identifies the split, in hexadecimal: the hash of the UTF-8 text that has the line
 *     {@code name TAB class TAB part LF} for each member, the part being {@code train}, {@code
 *     validation} or {@code test}
 */
public record Split(List<String> classes, List<Member> members, String sha256) {
  /** The part of a split. */
  public enum Part {
    /** Images to learn from. */
    TRAIN,
    /** Images that are not learned from, to choose by. */
    VALIDATION,
    /** Images held out. */
    TEST
  }

  /**
   * An image's place in the split.
   *
   * @param name the image's name
   * @param label its class, as an index into {@link Split#classes()}
   * @param part its part
   */
  public record Member(String name, int label, Part part) {}

  /** Copies the lists. */
  public Split {
    classes = List.copyOf(classes);
    members = List.copyOf(members);
  }

  /** Returns the names of the images in {@code part}, sorted. */
  public List<String> names(Part part) {
    return members.stream().filter(m -> m.part() == part).map(Member::name).toList();
  }
}
