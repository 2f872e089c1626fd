package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir private static Path folder;
  private static String slow;
  private static String fast;

  @BeforeAll
  static void train() throws Exception {
    slow = train("slow", "schedule.constant.rate=0.001");
    fast = train("fast", "schedule.constant.rate=0.01", "training.batch=3");
  }

  private static String train(String name, String... settings) throws Exception {
    String run = folder.resolve(name).toString();
    String[] arguments = {"train", "--config", Tiny.config(folder), "--out", run};
    CliRun.of(
            Stream.concat(
                    Stream.of(arguments), Stream.of(settings).flatMap(CompareCommandTest::set))
                .toArray(String[]::new))
        .succeeded();
    return run;
  }

  private static Stream<String> set(String setting) {
    return Stream.of("--set", setting);
  }

  @Test
  void tellsTheResultsOfEachRunAndWhatIsSetDifferently() throws Exception {
    CliRun run = CliRun.of("compare", slow, fast).succeeded();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(1)).startsWith("slow  reference ").contains("  8      48  ");
    assertThat(lines.get(2)).startsWith("fast  reference ").contains("  8      24  ");
    assertThat(lines.get(1)).contains("  " + Numbers.ratio(result(slow)));
    assertThat(run.out())
        .contains("  /schedule/constant/rate: 0.001, 0.01\n", "  /training/batch: 6, 3\n")
        .doesNotContain("/training/steps", "/model");
  }

  private static double result(String run) throws Exception {
    return Json.read(Files.readString(Path.of(run, "run.json")))
        .at("/final/testAccuracy")
        .doubleValue();
  }

  @Test
  void answersPrograms() throws Exception {
    JsonNode answer = CliRun.of("compare", fast, slow, "--json").succeeded().json();
    assertThat(answer.at("/runs/0/directory").textValue()).isEqualTo(fast);
    assertThat(answer.at("/runs/0/images").intValue()).isEqualTo(24);
    assertThat(answer.at("/runs/1/testAccuracy").doubleValue()).isEqualTo(result(slow));
    assertThat(answer.path("settings").findValuesAsText("pointer"))
        .containsExactly("/training/batch", "/schedule/constant/rate");
    assertThat(answer.at("/settings/0/values/0").textValue()).isEqualTo("3");
    assertThat(answer.has("page")).isFalse();
  }

  @Test
  void drawsEveryRunInEachChartOverTheImagesSeen() throws Exception {
    Path page = folder.resolve("page.html");
    CliRun.of("compare", slow, fast, "--out", page.toString()).succeeded();
    String html = Files.readString(page);
    assertThat(html).contains("default-src 'none'").doesNotContain("://", "<script", "url(");
    assertThat(html)
        .contains("Training loss", "Training accuracy", "Test loss", "Test accuracy")
        .doesNotContain("Validation");
    int charts = occurrences(html, "<figure>");
    assertThat(charts).isEqualTo(6);
    assertThat(occurrences(html, "&#9679; slow")).isEqualTo(charts);
    assertThat(occurrences(html, "&#9679; fast")).isEqualTo(charts);
    assertThat(occurrences(html, ">images seen</text>")).isEqualTo(charts);
    assertThat(html).contains(">slow, step 8, epoch ", ">fast, step 8, epoch ");
    assertThat(furthest(html, "slow")).isGreaterThan(1.5 * furthest(html, "fast"));
  }

  private static int occurrences(String text, String of) {
    return text.split(Pattern.quote(of), -1).length - 1;
  }

  /** Returns how far right the last step of a run is drawn. */
  private static double furthest(String html, String run) {
    return Pattern.compile("<circle cx=\"([0-9.]+)\"[^>]*><title>" + run + ", step 8,")
        .matcher(html)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .max()
        .orElseThrow();
  }

  @Test
  void aRunThatIsUnderWayIsShownAsFarAsItIs() throws Exception {
    Path under = Files.createDirectory(folder.resolve("under-way"));
    String record = Files.readString(Path.of(fast, "run.json"));
    Files.writeString(
        under.resolve("run.json"),
        record.replaceFirst("\"steps\" : 8", "\"steps\" : 0").replace("\"final\"", "\"other\""));
    List<String> metrics = Files.readAllLines(Path.of(fast, "metrics.jsonl"));
    Files.write(under.resolve("metrics.jsonl"), metrics.subList(0, 2));
    JsonNode answer = CliRun.of("compare", slow, under.toString(), "--json").succeeded().json();
    assertThat(answer.at("/runs/1/steps").intValue()).isEqualTo(4);
    assertThat(answer.at("/runs/1").has("testAccuracy")).isFalse();
  }

  @Test
  void runsOfTheSameNameAreToldApartByTheirPaths() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other/slow"));
    for (String file : List.of("run.json", "metrics.jsonl")) {
      Files.copy(Path.of(slow, file), other.resolve(file));
    }
    CliRun run = CliRun.of("compare", slow, other.toString()).succeeded();
    assertThat(run.out()).contains(slow + "  ", other + "  ", "\nthe configs are the same\n");
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    CliRun.of("compare", slow).refused("from 2 to 6 runs, got 1", "xception compare runs/a runs/b");
    CliRun.of("compare", slow, fast, slow, fast, slow, fast, slow).refused("got 7");
    CliRun.of("compare", slow, slow + "/.").failed("given twice");
    CliRun.of("compare", slow, folder.toString()).failed("holds no run");
  }
}
