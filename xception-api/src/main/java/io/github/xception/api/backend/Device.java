package io.github.xception.api.backend;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device that somebody asks for.
 *
 * @param kind what is asked for
 * @param index which GPU, from 0; 0 otherwise
 */
public record Device(Kind kind, int index) {
  /** What can be asked for. */
  public enum Kind {
    /** A GPU if the engine can use one, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** One GPU, or an error. */
    GPU
  }

  /** Whatever is best. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern TEXT = Pattern.compile("(auto|cpu|gpu)(?::(\\d{1,4}))?");

  /**
   * Reads {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}.
   *
   * @throws IllegalArgumentException if the text is none of these; the message lists them
   */
  public static Device parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || (matcher.group(2) != null && !matcher.group(1).equals("gpu"))) {
      throw new IllegalArgumentException(
          "unknown device '" + text + "': expected auto, cpu, gpu or gpu:N");
    }
    String number = matcher.group(2);
    return new Device(
        Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        number == null ? 0 : Integer.parseInt(number));
  }

  @Override
  public String toString() {
    return kind == Kind.GPU ? "gpu:" + index : kind.name().toLowerCase(Locale.ROOT);
  }
}
