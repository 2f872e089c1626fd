package io.github.xception.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A JSON value and where it stands. As a component of a record it means: to be read later.
 *
 * @param node the value
 * @param pointer JSON pointer to it
 */
record Located(JsonNode node, String pointer) {
  static Located root(JsonNode node) {
    return new Located(node, "");
  }

  /** Returns the member called {@code key}; a missing node if there is none. */
  Located member(String key) {
    JsonNode member = node.get(key);
    return new Located(
        member == null ? MissingNode.getInstance() : member,
        pointer + "/" + key.replace("~", "~0").replace("/", "~1"));
  }

  /** Returns item {@code index}, which has to exist. */
  Located item(int index) {
    return new Located(node.get(index), pointer + "/" + index);
  }

  boolean isMissing() {
    return node.isMissingNode();
  }
}
