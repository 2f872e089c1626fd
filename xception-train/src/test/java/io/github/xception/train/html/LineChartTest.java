package io.github.xception.train.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.train.html.LineChart.Bound;
import io.github.xception.train.html.LineChart.Point;
import io.github.xception.train.html.LineChart.Scale;
import io.github.xception.train.html.LineChart.Series;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {

  private static Document draw(Scale scale, Optional<Bound> bound, double... values)
      throws Exception {
    List<Point> points =
        IntStream.range(0, values.length).mapToObj(i -> new Point(i, "<p>", values[i])).toList();
    return parse(
        new LineChart("a & b", "step", scale, bound, List.of(new Series("\"x\"", 0, points))));
  }

  private static Document parse(LineChart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.toHtml())));
  }

  private static double[] heights(Document svg) {
    return numbers(svg, "cy");
  }

  private static double[] numbers(Document svg, String attribute) {
    NodeList dots = svg.getElementsByTagName("circle");
    return IntStream.range(0, dots.getLength())
        .mapToDouble(
            i ->
                Double.parseDouble(
                    dots.item(i).getAttributes().getNamedItem(attribute).getNodeValue()))
        .toArray();
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  @Test
  void equalRatiosAreEqualDistancesOnALogarithmicScale() throws Exception {
    double[] y = heights(draw(Scale.LOGARITHMIC, Optional.empty(), 1e-6, 1e-4, 1e-2));

    assertThat(y[0] - y[1]).isEqualTo(y[1] - y[2]).isPositive();
  }

  @Test
  void whatCannotBeDrawnIsAtAnEdge() throws Exception {
    double[] y =
        heights(
            draw(
                Scale.LOGARITHMIC,
                Optional.of(new Bound(1e-4, "bound")),
                0,
                1e-5,
                Double.POSITIVE_INFINITY,
                Double.NaN));

    assertThat(y[0]).isGreaterThan(y[1]);
    assertThat(y[2]).isEqualTo(y[3]).isLessThan(y[1]);
  }

  @Test
  void aFlatCurveAndASinglePointAreDrawn() throws Exception {
    assertThat(heights(draw(Scale.LINEAR, Optional.empty(), 2, 2))).doesNotContain(Double.NaN);
    assertThat(heights(draw(Scale.LINEAR, Optional.empty(), 0))).doesNotContain(Double.NaN);
    assertThat(heights(draw(Scale.LINEAR, Optional.empty()))).isEmpty();
  }

  @Test
  void textFromOutsideStaysText() throws Exception {
    Document svg = draw(Scale.LINEAR, Optional.empty(), 1);

    assertThat(svg.getElementsByTagName("figcaption").item(0).getTextContent())
        .startsWith("a & b ")
        .endsWith("\"x\"");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("\"x\", <p>: 1.0");
    assertThat(svg.getElementsByTagName("p").getLength()).isZero();
  }

  @Test
  void pointsStandWhereTheyWereCounted() throws Exception {
    List<Point> points =
        List.of(new Point(10, "a", 1), new Point(20, "b", 1), new Point(40, "c", 1));
    Document svg =
        parse(
            new LineChart(
                "t", "step", Scale.LINEAR, Optional.empty(), List.of(new Series("s", 0, points))));

    double[] x = numbers(svg, "cx");
    assertThat(x[2] - x[1]).isCloseTo(2 * (x[1] - x[0]), within(0.2));
    assertThat(texts(svg)).contains("10", "20", "40", "step");
  }

  @Test
  void aLongCurveIsThinnedAndKeepsItsEnd() throws Exception {
    List<Point> points =
        IntStream.rangeClosed(1, 10_000).mapToObj(i -> new Point(i, "step " + i, i)).toList();
    Document svg =
        parse(
            new LineChart(
                "t", "step", Scale.LINEAR, Optional.empty(), List.of(new Series("s", 0, points))));

    NodeList titles = svg.getElementsByTagName("title");
    assertThat(titles.getLength()).isBetween(250, 501);
    assertThat(titles.item(titles.getLength() - 1).getTextContent())
        .isEqualTo("s, step 10000: 10000.0");
  }

  @Test
  void ticksAreRound() {
    assertThat(Ticks.between(0, 400, 6, 1)).containsExactly(0.0, 100.0, 200.0, 300.0, 400.0);
    assertThat(Ticks.between(1, 3, 6, 1)).containsExactly(1.0, 2.0, 3.0);
    assertThat(Ticks.between(0.12, 0.91, 6, 0).stream().map(Ticks::text))
        .containsExactly("0.2", "0.4", "0.6", "0.8");
    assertThat(Ticks.text(0.0015)).isEqualTo("0.0015");
    assertThat(Ticks.text(2e-5)).isEqualTo("2e-05");
    assertThat(Ticks.text(-300)).isEqualTo("-300");
  }
}
