package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.xception.api.text.NearestName;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;

/** Puts what was received into words, and finds what may have been meant. */
final class Words {
  private static final int LONGEST = 60;

  private Words() {}

  /** Describes a value in at most about {@value #LONGEST} characters, all of them printable. */
  static String describe(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "nothing";
      case NULL -> "null";
      case OBJECT -> node.isEmpty() ? "an empty object" : "an object with " + keys(node);
      case ARRAY -> node.isEmpty() ? "an empty array" : "an array of " + node.size();
      case STRING -> "\"" + shorten(node.textValue()) + "\"";
      default -> shorten(node.asText());
    };
  }

  private static String keys(JsonNode object) {
    Iterator<String> names = object.fieldNames();
    StringBuilder shown = new StringBuilder(object.size() == 1 ? "key " : "keys ");
    for (int i = 0; i < 3 && names.hasNext(); i++) {
      shown.append(i == 0 ? "" : ", ").append(shorten(names.next()));
    }
    return names.hasNext() ? shown + ", ..." : shown.toString();
  }

  /** Cuts a text from outside to a length and to characters that are fit for a terminal. */
  static String shorten(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && shown.length() < LONGEST; i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && !(c >= 0x7f && c < 0xa0) && !Character.isSurrogate(c);
      boolean hidden = Character.getType(c) == Character.FORMAT;
      shown.append(plain && !hidden ? c : '?');
    }
    return text.length() > shown.length() ? shown + "..." : shown.toString();
  }

  /** Returns the candidate with the smallest edit distance, if that is small enough for a slip. */
  static Optional<String> nearest(String text, Collection<String> candidates) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int smallest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = NearestName.distance(text, candidate);
      if (distance < smallest) {
        smallest = distance;
        best = candidate;
      }
    }
    int slip = Math.max(1, Math.max(text.length(), best.length()) / 3);
    return smallest <= slip ? Optional.of(best) : Optional.empty();
  }
}
