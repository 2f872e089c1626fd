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
    return Splitter.split(source.classes(), source.images(), new SplitSpec(fraction, seed));
  }

  private static long heldOut(List<Member> members, int label) {
    return members.stream().filter(m -> m.label() == label && m.part() == Part.TEST).count();
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
