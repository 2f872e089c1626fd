package io.github.xception.cli.parity;

import java.util.List;

/** Parts of a page. */
final class Html {
  private Html() {}

  /** Returns text as it stands between tags or in an attribute in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Returns a table.
   *
   * @param head the columns' names, as text
   * @param rows the cells, as text
   */
  static String table(List<String> head, List<List<String>> rows) {
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
