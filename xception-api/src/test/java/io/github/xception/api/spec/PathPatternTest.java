package io.github.xception.api.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "entry_flow_1, entry_flow_1/sepconv_1/bias, true",
    "entry_flow_1, entry_flow_10/sepconv_1/bias, false",
    "entry_flow_1, top/entry_flow_1/bias, false",
    "entry_flow_1/**, entry_flow_1/sepconv_1/bias, true",
    "entry_flow_*/**, entry_flow_12/sepconv_1/bias, true",
    "entry_flow_*/**, middle_flow_1/sepconv_1/bias, false",
    "entry_flow_?, entry_flow_1/bias, true",
    "entry_flow_?, entry_flow_12/bias, false",
    "**/pointwise_kernel, middle_flow_3/sepconv_2/pointwise_kernel, true",
    "**/pointwise_kernel, pointwise_kernel, true",
    "**/pointwise_kernel, middle_flow_3/sepconv_2/depthwise_kernel, false",
    "**/sepconv_2, middle_flow_3/sepconv_2/pointwise_kernel, true",
    "middle_flow_*/*/gamma, middle_flow_3/bn_2/gamma, true",
    "middle_flow_*/*/gamma, middle_flow_3/main/bn_2/gamma, false",
    "middle_flow_*/**/gamma, middle_flow_3/main/bn_2/gamma, true",
    "predictions/**, predictions/kernel, true",
    "**, a, true",
    "*, a/b, true",
    "*_flow_*, middle_flow_2/bias, true",
    "*ab*ab, ab_aab, true",
    "Entry, entry/bias, false",
    "a.b, a_b, false"
  })
  void covers(String pattern, String path, boolean covered) {
    assertThat(PathPattern.of(pattern).test(path)).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "a**", "**a/b", "***"})
  void refused(String pattern) {
    assertThatThrownBy(() -> PathPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a pattern of paths")
        .hasMessageContaining("'" + pattern + "'");
  }

  @Test
  void anyOfSeveral() {
    assertThat(PathPattern.anyOf(List.of("a", "b/c"))).accepts("a/x", "b/c").rejects("b/x");
    assertThat(PathPattern.anyOf(List.of())).rejects("a");
  }

  @Test
  void isNotSlowWhereThereAreManyWays() {
    String pattern = "**/a/".repeat(100) + "b";
    assertThat(PathPattern.of(pattern).test("a/".repeat(2000) + "c")).isFalse();
    assertThat(PathPattern.of("*a".repeat(400) + "b").test("a".repeat(20_000))).isFalse();
  }

  /** The same as a regular expression that says it, which may take long. */
  @Property
  void meansWhatARegularExpressionWould(
      @ForAll @Size(min = 1, max = 4) List<@StringLength(min = 1, max = 3) @Letters String> parts,
      @ForAll @Size(min = 1, max = 4) List<@StringLength(min = 1, max = 3) @Names String> names) {
    List<String> valid =
        parts.stream().map(part -> part.replace("**", "*").equals(part) ? part : "**").toList();
    String path = String.join("/", names);
    String regex =
        valid.stream()
            .map(
                part ->
                    part.equals("**")
                        ? "(?:[^/]+/)*"
                        : Arrays.stream(part.split(""))
                                .map(c -> c.equals("*") ? "[^/]*" : c.equals("?") ? "[^/]" : c)
                                .collect(Collectors.joining())
                            + "/")
            .collect(Collectors.joining("", "", ".*"));
    assertThat(PathPattern.of(String.join("/", valid)).test(path))
        .isEqualTo(Pattern.matches(regex, path + "/"));
  }

  @CharRange(from = 'a', to = 'b')
  @net.jqwik.api.constraints.Chars({'*', '?'})
  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
  @interface Letters {}

  @CharRange(from = 'a', to = 'b')
  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
  @interface Names {}
}
