package io.github.xception.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportCommandTest {
  @TempDir private static Path folder;
  private static Path run;
  private static String written;

  @BeforeAll
  static void train() throws Exception {
    run = folder.resolve("run");
    CliRun trained =
        CliRun.of(
                "train",
                "--config",
                Tiny.config(folder),
                "--out",
                run.toString(),
                "--set",
                "training.ema={\"decay\": 0.9, \"every\": 2}")
            .succeeded();
    Path page = run.resolve("report.html");
    assertThat(trained.out()).contains("report, to open in a browser: " + page + "\n");
    written = Files.readString(page);
  }

  @Test
  void theReportCountsWhatTheEvaluationCounts() throws Exception {
    JsonNode evaluation =
        CliRun.of("evaluate", "--model", run.toString(), "--json").succeeded().json();
    int correct = evaluation.get("correct").intValue();
    int images = evaluation.get("images").intValue();
    assertThat(written).contains("%d of %d images".formatted(correct, images));
    List<Element> cells = new ArrayList<>();
    elements(parse(written), "td").forEach(cell -> addIfCounted(cells, cell));
    assertThat(cells.stream().mapToInt(ReportCommandTest::number).sum()).isEqualTo(images);
    List<Integer> diagonal =
        cells.stream()
            .filter(cell -> cell.getAttribute("class").startsWith("right"))
            .map(ReportCommandTest::number)
            .toList();
    assertThat(diagonal)
        .isEqualTo(
            evaluation.get("perClass").findValues("correct").stream()
                .map(JsonNode::intValue)
                .toList());
    assertThat(elements(parse(written), "img")).hasSize(images - correct);
  }

  private static void addIfCounted(List<Element> cells, Element cell) {
    String kind = cell.getAttribute("class");
    if (kind.startsWith("right") || kind.startsWith("wrong")) {
      cells.add(cell);
    }
  }

  private static int number(Element cell) {
    return Integer.parseInt(cell.getTextContent());
  }

  @Test
  void everyImageIsOnTheMapAndEveryThumbnailIsAnImage() throws Exception {
    Document page = parse(written);
    List<String> titles = elements(page, "title").stream().map(Element::getTextContent).toList();
    JsonNode split = CliRun.of("data", "split", "--config", Tiny.config(folder), "--json").json();
    for (JsonNode image : split.get("images")) {
      String start = image.get("name").textValue() + ": " + image.get("label").textValue();
      assertThat(titles.stream().filter(title -> title.startsWith(start)).count())
          .isEqualTo(image.get("part").textValue().equals("test") ? 1 : 0);
    }
    for (Element image : elements(page, "img")) {
      String data = image.getAttribute("src").replaceFirst("^data:image/jpeg;base64,", "");
      assertThat(
              ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data))).getWidth())
          .isEqualTo(12);
    }
  }

  @Test
  void theReportNeedsNothingElse() throws Exception {
    assertThat(written).contains("default-src 'none'").doesNotContain("://", "url(", "@import");
    Document page = parse(written);
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "link")).isEmpty();
  }

  @Test
  void writesTheSamePageAgain() throws Exception {
    Path again = folder.resolve("again.html");
    CliRun.of("report", run.toString(), "--out", again.toString()).succeeded();
    assertThat(Files.readString(again)).isEqualTo(written);
  }

  @Test
  void canBePassedOnWithoutTheImages() throws Exception {
    Path page = folder.resolve("names.html");
    CliRun.of("report", run.toString(), "--no-images", "--out", page.toString()).succeeded();
    Document names = parse(Files.readString(page));
    assertThat(elements(names, "img")).isEmpty();
    assertThat(elements(names, "figcaption").stream().map(Element::getTextContent))
        .containsAll(
            elements(parse(written), "figcaption").stream().map(Element::getTextContent).toList());
    assertThat(Files.readString(page)).doesNotContain("base64");
  }

  @Test
  void mapsAnyLayerOfAnyCheckpoint() throws Exception {
    Path page = folder.resolve("other.html");
    JsonNode answer =
        CliRun.of(
                "report",
                run.resolve("checkpoints/step-6").toString(),
                "--layer",
                "relu_1",
                "--out",
                page.toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(answer.get("report").textValue()).isEqualTo(page.toString());
    assertThat(answer.get("step").intValue()).isEqualTo(6);
    assertThat(answer.get("layer").textValue()).isEqualTo("relu_1");
    assertThat(Files.readString(page))
        .contains(
            "The values of layer <code>relu_1</code>, 144 per image",
            "after step 6, with the averaged weights, on");
  }

  @Test
  void aLayerThatIsNotThereIsBadUsage() {
    CliRun run = CliRun.of("report", ReportCommandTest.run.toString(), "--layer", "globalAvgPol");
    run.refused("'tiny' has no layer 'globalAvgPol'", "Near ones: globalAvgPool2d_1, ");
    assertThat(run.err()).doesNotContain("reading images");
  }

  @Test
  void withoutImagesHeldOutThereAreOnlyCurves() throws Exception {
    Path none = folder.resolve("none");
    CliRun.of(
            "train",
            "--config",
            Tiny.config(folder),
            "--out",
            none.toString(),
            "--set",
            "data.split.testFraction=0")
        .succeeded();
    String page = Files.readString(none.resolve("report.html"));
    assertThat(page).contains("No images were held out", "Curves").doesNotContain("<img");
    CliRun.of("report", none.toString()).succeeded();
    assertThat(Files.readString(none.resolve("report.html"))).isEqualTo(page);
  }

  @Test
  void thereHasToBeARun() {
    CliRun.of("report", folder.resolve("nothing").toString()).refused("no trained network in");
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
