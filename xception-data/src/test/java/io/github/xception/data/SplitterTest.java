package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.spec.SplitSpec;
import io.github.xception.data.Split.Member;
import io.github.xception.data.Split.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitterTest {
  private static ImageSource source(List<Integer> sizes) {
    List<String> classes = IntStream.range(0, sizes.size()).mapToObj(i -> "class" + i).toList();
    List<SourceImage> images = new ArrayList<>();
    for (int label = 0; label < sizes.size(); label++) {
      for (int i = 0; i < sizes.get(label); i++) {
        String name = String.format(Locale.ROOT, "class%d/%03d.jpg", label, i);
        images.add(
            new SourceImage(
                name,
                label,
                decoder -> {
                  throw new AssertionError("a split reads no image");
                }));
      }
    }
    return new ImageSource(classes, images);
  }

  private static List<Member> split(ImageSource source, double fraction, long seed) {
    return split(source, new SplitSpec(fraction, 0, true, seed));
  }

  private static List<Member> split(ImageSource source, SplitSpec spec) {
    return Splitter.split(source.classes(), source.images(), spec);
  }

  private static List<String> names(List<Member> members, Part part) {
    return new Split(List.of(), members, "").names(part);
  }

  private static long heldOut(List<Member> members, int label) {
    return count(members, label, Part.TEST);
  }

  private static long count(List<Member> members, int label, Part part) {
    return members.stream().filter(m -> m.label() == label && m.part() == part).count();
  }

  @Property(tries = 200)
  void holdsOutTheSameShareOfEachClass(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 40) Integer> sizes,
      @ForAll @DoubleRange(min = 0, max = 0.99) double fraction,
      @ForAll long seed) {
    ImageSource source = source(sizes);
    List<Member> members = split(source, fraction, seed);
    assertThat(members.stream().map(Member::name))
        .containsExactlyElementsOf(source.images().stream().map(SourceImage::name).toList());
    for (int label = 0; label < sizes.size(); label++) {
      int n = sizes.get(label);
      long expected = Math.min(n - 1, Math.max(fraction > 0 ? 1 : 0, Math.round(n * fraction)));
      assertThat(heldOut(members, label)).isEqualTo(expected);
    }
    assertThat(split(source, fraction, seed)).isEqualTo(members);
  }

  @Property(tries = 100)
  void aClassIsSplitWithoutRegardToTheOthers(
      @ForAll @IntRange(min = 1, max = 40) int other, @ForAll long seed) {
    List<Member> alone = split(source(List.of(30)), 0.2, seed);
    List<Member> together = split(source(List.of(30, other)), 0.2, seed);
    assertThat(together.subList(0, 30)).isEqualTo(alone);
  }

  @Property(tries = 200)
  void validationTakesItsShareFromWhatIsTrainedOnAndNothingElse(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 40) Integer> sizes,
      @ForAll @DoubleRange(min = 0, max = 0.99) double test,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double validation,
      @ForAll boolean shuffle,
      @ForAll long seed) {
    ImageSource source = source(sizes);
    List<Member> without = split(source, new SplitSpec(test, 0, shuffle, seed));
    List<Member> with = split(source, new SplitSpec(test, validation, shuffle, seed));
    assertThat(names(with, Part.TEST)).isEqualTo(names(without, Part.TEST));
    for (int label = 0; label < sizes.size(); label++) {
      int left = (int) (sizes.get(label) - heldOut(without, label));
      assertThat(count(with, label, Part.VALIDATION))
          .isEqualTo(Math.min(left - 1, Math.max(1, Math.round(left * validation))));
    }
  }

  @Test
  void withoutAShuffleTheLastOnesOfEachClassAreHeldOut() {
    ImageSource source = source(List.of(5, 10));
    List<Member> members = split(source, new SplitSpec(0.2, 0.25, false, 0));
    assertThat(names(members, Part.TEST))
        .containsExactly("class0/004.jpg", "class1/008.jpg", "class1/009.jpg");
    assertThat(names(members, Part.VALIDATION))
        .containsExactly("class0/003.jpg", "class1/006.jpg", "class1/007.jpg");
    assertThat(split(source, new SplitSpec(0.2, 0.25, false, 1))).isEqualTo(members);
    assertThat(split(source, new SplitSpec(0.2, 0.25, true, 1))).isNotEqualTo(members);
  }

  @Test
  void anotherSeedHoldsOutOthers() {
    ImageSource source = source(List.of(100, 100));
    assertThat(split(source, 0.2, 1)).isNotEqualTo(split(source, 0.2, 2));
  }

  @Test
  void theHashIsThatOfTheListedLines() {
    // printf 'a/1\tA\ttrain\nb/2\tB\ttest\n' | sha256sum
    Split split =
        Splitter.of(
            List.of("A", "B"),
            List.of(new Member("a/1", 0, Part.TRAIN), new Member("b/2", 1, Part.TEST)));
    assertThat(split.sha256())
        .isEqualTo("ebc992ba2cd4f2779a94a0060ebfcb862cda155d319d7285d1010b00037bfd67");
    assertThat(split.names(Part.TEST)).containsExactly("b/2");
  }
}
