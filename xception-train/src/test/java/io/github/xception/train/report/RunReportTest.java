package io.github.xception.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.train.RunDirectory;
import io.github.xception.train.survey.Survey;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The pages are XML as well, so that a parser finds what text from outside would break. */
class RunReportTest {
  private static final String RECORD =
      """
      {"status": "done", "steps": 40, "imagesPerSecond": 12.3, "device": "cpu", "threads": 2, "seed": 7,
       "final": {"trainLoss": 0.5, "testLoss": 0.25, "testAccuracy": 0.75},
       "backend": {"name": "<b>", "engine": "e", "version": "1"},
       "split": {"sha256": "5p117", "train": 20, "test": 4},
       "classes": ["a", "b"],
       "sessions": [{"fromStep": 0, "backend": "b", "version": "1", "device": "cpu"}],
       "config": {"model": {"name": "</h1>\\"'&"}, "training": {"batch": 8}, "x": "</pre><script>"}}
      """;
  private static final String METRICS =
      """
      {"step":10,"epoch":1.0,"loss":1.5,"crossEntropy":1.25,"accuracy":0.5,"learningRate":0.01}
      {"step":20,"epoch":2.0,"loss":1.0,"crossEntropy":0.75,"accuracy":0.7,"learningRate":0.02,"gradientNorm":3.5}
      {"step":20,"epoch":2.0,"testLoss":0.9,"testAccuracy":0.6}
      {"step":20,"epoch":2.0,"validationLoss":0.8,"validationAccuracy":0.65}
      """;
  private static final int[][] PAIRS = {{0, 0}, {0, 1}, {1, 1}, {1, 0}};

  @TempDir private Path folder;

  @Test
  void tellsFactsCurvesClassesMistakesAndConfig() throws Exception {
    Document page = page(Optional.of(Surveys.of(List.of("a", "b"), "image", PAIRS)));
    assertThat(text(page, "h2"))
        .containsExactly(
            "Curves",
            "Confusion matrix",
            "Classes",
            "Most confident mistakes",
            "Map of the features",
            "Config");
    String all = page.getDocumentElement().getTextContent();
    assertThat(all)
        .contains("0.500", "2 of 4 images", "0.250", "images seen", "320", "SHA-256 5p117")
        .contains(
            "after step 40, with the averaged weights, on reference (<engine> 1, cpu)",
            "b 1 (cpu) from step 0");
    assertThat(text(page, "title"))
        .contains("training, step 10, epoch 1.00: 1.25")
        .contains("training, with all that is minimised, step 20, epoch 2.00: 1.0")
        .contains("test, step 20, epoch 2.00: 0.9", "validation, step 20, epoch 2.00: 0.8")
        .contains("validation, step 20, epoch 2.00: 0.65")
        .contains("learning rate, step 20, epoch 2.00: 0.02")
        .contains("gradient norm, step 20, epoch 2.00: 3.5");
  }

  @Test
  void theSurestMistakeComesFirst() throws Exception {
    Document page = page(Optional.of(Surveys.of(List.of("a", "b"), "image", PAIRS)));
    NodeList images = page.getElementsByTagName("img");
    assertThat(images.getLength()).isEqualTo(2);
    assertThat(((Element) images.item(0)).getAttribute("alt")).isEqualTo("image1");
    assertThat(((Element) images.item(0)).getAttribute("src"))
        .startsWith("data:image/jpeg;base64,");
    assertThat(images.item(0).getParentNode().getTextContent())
        .startsWith("b 89%")
        .contains("is a, 11%");
  }

  @Test
  void aPointOfTheMapTellsItsImage() throws Exception {
    Document page = page(Optional.of(Surveys.of(List.of("a", "b"), "image", PAIRS)));
    assertThat(text(page, "title"))
        .contains("image0: a, 90%", "image1: a, taken for b, 89%", "image3: b, taken for a, 87%");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("The values of layer feature, 2 per image");
  }

  @Test
  void textFromOutsideStaysText() throws Exception {
    String hostile = "<script>alert(1)</script>\"'&\u202e\u0001";
    Document page =
        page(Optional.of(Surveys.of(List.of(hostile, "</style></td>"), hostile, PAIRS)));
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(text(page, "h1")).containsExactly("</h1>\"'& on <b>");
    assertThat(text(page, "pre").get(0)).contains("</pre><script>");
    String shown = "<script>alert(1)</script>\"'&\ufffd\ufffd";
    assertThat(text(page, "th")).contains(shown, "</style></td>");
    assertThat(text(page, "title")).contains(shown + "0: " + shown + ", 90%");
  }

  @Test
  void withoutImagesHeldOutThereAreCurvesAndConfig() throws Exception {
    Document page = page(Optional.empty());
    assertThat(text(page, "h2")).containsExactly("Curves", "Config");
    assertThat(page.getDocumentElement().getTextContent()).contains("No images were held out");
  }

  @Test
  void withoutInnerValuesThereIsNoMap() throws Exception {
    Survey survey = Surveys.of(List.of("a", "b"), "image", PAIRS);
    Document page =
        page(
            Optional.of(
                new Survey(
                    survey.classes(),
                    survey.examples(),
                    survey.probabilities(),
                    Optional.empty())));
    assertThat(text(page, "h2")).contains("Confusion matrix", "Map of the features");
    assertThat(page.getDocumentElement().getTextContent())
        .contains("the backend does not show the values of inner layers");
  }

  @Test
  void aThousandClassesHaveAListInPlaceOfAMatrix() throws Exception {
    List<String> classes = IntStream.range(0, 1000).mapToObj(k -> "class-" + k).toList();
    int[][] pairs =
        IntStream.range(0, 3000)
            .mapToObj(i -> new int[] {i % 1000, i % 7 == 0 ? (i + 1) % 1000 : i % 1000})
            .toArray(int[][]::new);
    String page = html(Optional.of(Surveys.of(classes, "image", pairs)));
    assertThat(page).contains("taken for <b>").doesNotContain("class=\"confusion\"");
    assertThat(page).contains("2,000 of 3,000 images are shown");
    assertThat(page.length()).isLessThan(1_500_000);
  }

  /** As many images and classes as the article has. */
  @Test
  void theArticlesReportIsSmall() throws Exception {
    List<String> classes = IntStream.range(0, 17).mapToObj(k -> "class-" + k).toList();
    int[][] pairs =
        IntStream.range(0, 272).mapToObj(i -> new int[] {i % 17, i / 16}).toArray(int[][]::new);
    assertThat(html(Optional.of(Surveys.of(classes, "image", pairs))).length()).isLessThan(200_000);
  }

  /** Its record is that of its beginning. */
  @Test
  void aRunUnderWayHasTheStepsOfItsMetrics() throws Exception {
    Files.writeString(folder.resolve("run.json"), RECORD.replace("\"steps\": 40", "\"steps\": 0"));
    Files.writeString(folder.resolve("metrics.jsonl"), METRICS);
    assertThat(RunReport.of(RunDirectory.open(folder), Optional.empty(), "1").toHtml())
        .contains("<b>20</b>", "<b>160</b>");
  }

  @Test
  void aLineThatIsBeingWrittenIsLeftOut() throws Exception {
    Files.writeString(folder.resolve("run.json"), RECORD);
    Files.writeString(folder.resolve("metrics.jsonl"), METRICS + "{\"step\":30,\"ep");
    assertThat(RunDirectory.open(folder).metricLines()).hasSize(4);
  }

  private String html(Optional<Survey> survey) throws IOException {
    Files.writeString(folder.resolve("run.json"), RECORD);
    Files.writeString(folder.resolve("metrics.jsonl"), METRICS);
    Path page = folder.resolve(RunReport.FILE);
    RunReport.of(RunDirectory.open(folder), survey.map(Surveys::tested), "1").write(page);
    String html = Files.readString(page);
    assertThat(html).doesNotContain("http:", "https:", "url(", "@import");
    return html;
  }

  private Document page(Optional<Survey> survey) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html(survey))));
  }

  private static List<String> text(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
