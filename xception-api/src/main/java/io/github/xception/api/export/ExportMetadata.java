package io.github.xception.api.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.InputSpec.Scaling;
import java.util.Locale;

/** What goes with an exported network, as JSON. */
final class ExportMetadata {
  private ExportMetadata() {}

  static String of(ExportedModel model) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("name", model.graph().name());
    InputSpec input = model.input();
    ObjectNode images =
        document
            .putObject("input")
            .put("name", ExportedModel.IMAGES)
            .put("height", input.height())
            .put("width", input.width())
            .put("channels", input.channels())
            .put("centerCrop", model.centerCrop())
            .put("resize", lowerCase(model.resize()));
    putScaling(images.putObject("scaling"), input.scaling());
    document.putArray("outputs").add(ExportedModel.PROBABILITIES).add(ExportedModel.LOGITS);
    ArrayNode classes = document.putArray("classes");
    model.classes().forEach(classes::add);
    ObjectNode provenance = document.putObject("provenance");
    model.provenance().forEach(provenance::put);
    return document.toPrettyString() + "\n";
  }

  /** Says what a pixel of 0 to 255 becomes: pixel / divideBy − subtract. */
  private static void putScaling(ObjectNode document, Scaling scaling) {
    document.put("name", lowerCase(scaling));
    switch (scaling) {
      case NONE -> document.put("divideBy", 1.0).put("subtract", 0.0);
      case UNIT -> document.put("divideBy", 255.0).put("subtract", 0.0);
      case SYMMETRIC -> document.put("divideBy", 127.5).put("subtract", 1.0);
    }
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
