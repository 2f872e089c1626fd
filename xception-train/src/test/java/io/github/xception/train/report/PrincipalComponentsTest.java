package io.github.xception.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden file is made by {@code generate.py} beside it. */
class PrincipalComponentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "dead"})
  void agreesWithNumpy(String name) throws IOException {
    JsonNode golden = golden().path(name);
    PrincipalComponents found = PrincipalComponents.of(matrix(golden.path("rows"))).orElseThrow();
    assertThat(found.points()).hasSize(golden.path("points").size());
    for (int i = 0; i < found.points().size(); i++) {
      JsonNode point = golden.path("points").path(i);
      assertThat(found.points().get(i).x()).isCloseTo(point.get(0).asDouble(), within(1e-9));
      assertThat(found.points().get(i).y()).isCloseTo(point.get(1).asDouble(), within(1e-9));
    }
    assertThat(found.shares().x()).isCloseTo(golden.path("shares").get(0).asDouble(), within(1e-9));
    assertThat(found.shares().y()).isCloseTo(golden.path("shares").get(1).asDouble(), within(1e-9));
  }

  @Test
  void whatDoesNotVaryLiesAtOnePoint() {
    assertThat(PrincipalComponents.of(Tensor.of(Shape.of(3, 2), 1, 2, 1, 2, 1, 2)).orElseThrow())
        .satisfies(
            found -> {
              assertThat(found.shares()).isEqualTo(new PrincipalComponents.Point(0, 0));
              assertThat(found.points())
                  .allSatisfy(
                      point -> {
                        assertThat(point.x()).isZero();
                        assertThat(point.y()).isZero();
                      });
            });
    assertThat(PrincipalComponents.of(Tensor.of(Shape.of(1, 3), 1, 2, 3)).orElseThrow().points())
        .hasSize(1);
  }

  @Test
  void oneValueVariesInOneDirection() {
    PrincipalComponents found =
        PrincipalComponents.of(Tensor.of(Shape.of(3, 1), 1, 2, 6)).orElseThrow();
    assertThat(found.points().get(2)).isEqualTo(new PrincipalComponents.Point(3, 0));
    assertThat(found.shares()).isEqualTo(new PrincipalComponents.Point(1, 0));
  }

  @Test
  void thereIsNoMapOfWhatIsNotFinite() {
    assertThat(PrincipalComponents.of(Tensor.of(Shape.of(2, 2), 1, 2, Float.NaN, 3))).isEmpty();
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        PrincipalComponentsTest.class.getResourceAsStream("principal-components.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }

  private static Tensor matrix(JsonNode rows) {
    return Tensor.create(
        Shape.of(rows.size(), rows.get(0).size()),
        buffer -> rows.forEach(row -> row.forEach(v -> buffer.put((float) v.asDouble()))));
  }
}
