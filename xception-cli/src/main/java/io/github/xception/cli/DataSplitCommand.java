package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.cli.TextTable.Align;
import io.github.xception.data.Datasets;
import io.github.xception.data.Split;
import io.github.xception.data.SplitDatasets;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists which images are held out. */
@Command(
    name = "split",
    header = "Lists which images are trained on and which are held out.",
    description = {""})
final class DataSplitCommand implements Callable<Integer> {
  private final Console console;
  private final Datasets datasets;

  @Mixin private final DataSetOptions dataSet = new DataSetOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Inject
  DataSplitCommand(Console console, Datasets datasets) {
    this.console = console;
    this.datasets = datasets;
  }

  @Override
  public Integer call() {
    SplitDatasets data = dataSet.open(datasets);
    DataReport.saySkipped(console, data);
    console.answer(output.json ? Json.write(answer(data.split())) : text(data.split()));
    return ExitStatus.DONE;
  }

  private static String part(Split.Member member) {
    return member.part().name().toLowerCase(Locale.ROOT);
  }

  private static JsonNode answer(Split split) {
    ObjectNode answer = Json.object().put("sha256", split.sha256());
    ArrayNode images = answer.putArray("images");
    for (Split.Member member : split.members()) {
      images
          .addObject()
          .put("name", member.name())
          .put("label", split.classes().get(member.label()))
          .put("part", part(member));
    }
    return answer;
  }

  private static String text(Split split) {
    TextTable table = new TextTable(Align.LEFT, Align.LEFT, Align.LEFT);
    split
        .members()
        .forEach(
            member -> table.row(part(member), split.classes().get(member.label()), member.name()));
    return table.toString();
  }
}
