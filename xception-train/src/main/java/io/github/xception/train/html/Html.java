package io.github.xception.train.html;

import java.util.List;

/** Parts of a page. */
public final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /**
   * Returns text as it stands between tags or in an attribute in double quotes. Characters that are
   * not seen but change how others are shown become the replacement character.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\n', '\t' -> escaped.append(c);
        default -> escaped.append(isHidden(c) ? REPLACEMENT : c);
      }
    }
    return escaped.toString();
  }

  private static boolean isHidden(char c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  /**
   * Returns a table.
   *
   * @param head the columns' names, as text
   * @param rows the cells, as text
   */
  public static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<table>\n");
    table.append(row("th", head));
    rows.forEach(row -> table.append(row("td", row)));
    return table.append("</table>\n").toString();
  }

  private static String row(String tag, List<String> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String cell : cells) {
      row.append("<%s>%s</%s>".formatted(tag, escape(cell), tag));
    }
    return row.append("</tr>\n").toString();
  }
}
