package io.github.xception.api.tensor;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not a safetensors file, or not one that can be used. */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_QUOTE = 200;

  /**
   * Makes an exception.
   *
   * @param file the file
   * @param where the part of it, for example {@code header} or {@code tensor 'dense/kernel'}
   * @param received what is there
   * @param expected what should be there
   */
  SafetensorsException(Path file, String where, String received, String expected) {
    super(file + ", " + where + ": got " + received + ", expected " + expected);
  }

  /** Returns text from a file, fit to stand in a message whatever it is. */
  static String quote(String text) {
    String part = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return "'" + part.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
