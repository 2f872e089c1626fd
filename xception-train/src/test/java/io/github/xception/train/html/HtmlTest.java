package io.github.xception.train.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void textCannotLeaveItsPlace() {
    assertThat(Html.escape("<b> & \"a\" 'b'\n"))
        .isEqualTo("&lt;b&gt; &amp; &quot;a&quot; &#39;b&#39;\n");
    assertThat(Html.table(List.of("<h>"), List.of(List.of("<c>"))))
        .contains("<th>&lt;h&gt;</th>", "<td>&lt;c&gt;</td>");
  }

  @Test
  void charactersThatAreNotSeenAreMadeVisible() {
    assertThat(Html.escape("a\u0000b\u001bc\u202ed\u200be")).isEqualTo("a�b�c�d�e");
    assertThat(Html.escape("Gänseblümchen 雛菊 🌼")).isEqualTo("Gänseblümchen 雛菊 🌼");
  }

  @Test
  void aPageLoadsNothing() {
    assertThat(new Page("</title><script>", "p { color: red; }\n", "<p>body</p>\n").toHtml())
        .startsWith("<!DOCTYPE html>")
        .contains(
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
            "<title>&lt;/title&gt;&lt;script&gt;</title>",
            "p { color: red; }\n</style>",
            "<p>body</p>\n</body>")
        .doesNotContain("http://", "https://", "url(");
  }
}
