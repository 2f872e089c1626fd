package io.github.xception.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.xception.cli.TextTable.Align;
import io.github.xception.data.Datasets;
import io.github.xception.data.Split;
import io.github.xception.data.SplitDatasets;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads every image of a data set. */
@Command(
    name = "check",
    header = "Reads every image: counts them by class, and names those that cannot be used.",
    description = {"", "The exit status is 1 if there are such files.", ""})
final class DataCheckCommand implements Callable<Integer> {
  private final Console console;
  private final Datasets datasets;

  @Mixin private final DataSetOptions dataSet = new DataSetOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Inject
  DataCheckCommand(Console console, Datasets datasets) {
    this.console = console;
    this.datasets = datasets;
  }

  @Override
  public Integer call() {
    SplitDatasets data = dataSet.open(datasets);
    console.answer(output.json ? Json.write(answer(data)) : text(data));
    return data.skipped().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private static long count(SplitDatasets data, int label, Split.Part part) {
    return data.split().members().stream()
        .filter(member -> member.label() == label && member.part() == part)
        .count();
  }

  private static JsonNode answer(SplitDatasets data) {
    ObjectNode answer = Json.object().put("images", data.split().members().size());
    answer.putObject("split").put("sha256", data.split().sha256());
    ArrayNode classes = answer.putArray("classes");
    for (int label = 0; label < data.classes().size(); label++) {
      classes
          .addObject()
          .put("label", data.classes().get(label))
          .put("train", count(data, label, Split.Part.TRAIN))
          .put("validation", count(data, label, Split.Part.VALIDATION))
          .put("test", count(data, label, Split.Part.TEST));
    }
    ArrayNode leaks = answer.putArray("leaks");
    data.leaks()
        .forEach(
            leak ->
                leaks.addObject().put("name", leak.kept().name()).put("same", leak.seen().name()));
    ArrayNode bad = answer.putArray("badFiles");
    data.skipped()
        .forEach(file -> bad.addObject().put("name", file.name()).put("reason", file.reason()));
    return answer;
  }

  private static String text(SplitDatasets data) {
    TextTable table = new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("CLASS", "TRAIN", "VALIDATION", "HELD OUT");
    for (int label = 0; label < data.classes().size(); label++) {
      table.row(
          data.classes().get(label),
          Numbers.count(count(data, label, Split.Part.TRAIN)),
          Numbers.count(count(data, label, Split.Part.VALIDATION)),
          Numbers.count(count(data, label, Split.Part.TEST)));
    }
    StringBuilder text = new StringBuilder(table.toString());
    text.append(Numbers.count(data.split().members().size()))
        .append(" images, split ")
        .append(data.split().sha256())
        .append('\n');
    data.leaks()
        .forEach(leak -> text.append("in two parts: ").append(leak).append(", pixel for pixel\n"));
    data.skipped().forEach(file -> text.append("cannot be used: ").append(file).append('\n'));
    return text.toString();
  }
}
