package io.github.xception.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.cli.parity.LineChart.Point;
import io.github.xception.cli.parity.LineChart.Scale;
import io.github.xception.cli.parity.LineChart.Series;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LineChartTest {

  private static Document draw(Scale scale, OptionalDouble bound, double... values)
      throws Exception {
    List<Point> points = Arrays.stream(values).mapToObj(value -> new Point("<p>", value)).toList();
    String svg =
        new LineChart("a & b", "step", scale, bound, List.of(new Series("\"x\"", 0, points)))
            .toHtml();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static double[] heights(Document svg) {
    NodeList dots = svg.getElementsByTagName("circle");
    double[] heights = new double[dots.getLength()];
    for (int i = 0; i < heights.length; i++) {
      heights[i] =
          Double.parseDouble(dots.item(i).getAttributes().getNamedItem("cy").getNodeValue());
    }
    return heights;
  }

  @Test
  void equalRatiosAreEqualDistancesOnALogarithmicScale() throws Exception {
    double[] y = heights(draw(Scale.LOGARITHMIC, OptionalDouble.empty(), 1e-6, 1e-4, 1e-2));

    assertThat(y[0] - y[1]).isEqualTo(y[1] - y[2]).isPositive();
  }

  @Test
  void whatCannotBeDrawnIsAtAnEdge() throws Exception {
    double[] y =
        heights(
            draw(
                Scale.LOGARITHMIC,
                OptionalDouble.of(1e-4),
                0,
                1e-5,
                Double.POSITIVE_INFINITY,
                Double.NaN));

    assertThat(y[0]).isGreaterThan(y[1]);
    assertThat(y[2]).isEqualTo(y[3]).isLessThan(y[1]);
  }

  @Test
  void aFlatCurveAndASinglePointAreDrawn() throws Exception {
    assertThat(heights(draw(Scale.LINEAR, OptionalDouble.empty(), 2, 2)))
        .doesNotContain(Double.NaN);
    assertThat(heights(draw(Scale.LINEAR, OptionalDouble.empty(), 0))).doesNotContain(Double.NaN);
    assertThat(heights(draw(Scale.LINEAR, OptionalDouble.empty()))).isEmpty();
  }

  @Test
  void textFromOutsideStaysText() throws Exception {
    Document svg = draw(Scale.LINEAR, OptionalDouble.empty(), 1);

    assertThat(svg.getElementsByTagName("figcaption").item(0).getTextContent())
        .startsWith("a & b ")
        .endsWith("\"x\"");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("\"x\", <p>: 1.0");
    assertThat(svg.getElementsByTagName("p").getLength()).isZero();
  }
}
