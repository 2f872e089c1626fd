package io.github.xception.train.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A page that loads nothing and runs nothing: styles and images are in it, and its policy tells the
 * browser so. It is readable on light and on dark.
 *
 * @param title as text
 * @param style the page's own rules of CSS, after those that all pages have
 * @param body HTML
 */
public record Page(String title, String style, String body) {
  private static final String STYLE = stylesheet(Page.class, "page.css");

  /**
   * Returns a style sheet that is packed beside a class.
   *
   * @throws IllegalStateException if it is not there
   */
  public static String stylesheet(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " is packed beside " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }

  /** Returns the page. */
  public String toHtml() {
    String escaped = Html.escape(title);
    return String.join(
        "\n",
        "<!DOCTYPE html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\"/>",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"
            + " style-src 'unsafe-inline'\"/>",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
        "<meta name=\"color-scheme\" content=\"light dark\"/>",
        "<title>" + escaped + "</title>",
        "<style>",
        STYLE + style + "</style>",
        "</head>",
        "<body>",
        "<h1>" + escaped + "</h1>",
        body + "</body>",
        "</html>",
        "");
  }
}
