package io.github.xception.train.report;

import io.github.xception.api.backend.BackendInfo;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.train.survey.Survey;
import io.github.xception.train.survey.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Surveys made by hand. */
final class Surveys {
  private static final Thumbnail THUMBNAIL =
      Thumbnail.of(Tensor.of(Shape.of(1, 1, 3), 200, 100, 50).floats(), 1, 1, 3, Scaling.NONE);

  private Surveys() {}

  /**
   * Returns a survey with one image for each pair of {@code labelsAndPredictions}; image i is given
   * its class with probability 0.9 − i / 100.
   */
  static Survey of(List<String> classes, String name, int[]... labelsAndPredictions) {
    int images = labelsAndPredictions.length;
    List<Survey.Example> examples = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int[] pair = labelsAndPredictions[i];
      examples.add(new Survey.Example(name + i, pair[0], pair[1], THUMBNAIL));
    }
    Tensor probabilities =
        Tensor.create(
            Shape.of(images, classes.size()),
            buffer -> {
              for (int i = 0; i < images; i++) {
                float most = 0.9f - i / 100f;
                for (int k = 0; k < classes.size(); k++) {
                  boolean predicted = labelsAndPredictions[i][1] == k;
                  buffer.put(predicted ? most : (1 - most) / (classes.size() - 1));
                }
              }
            });
    Tensor features =
        Tensor.create(
            Shape.of(images, 2),
            buffer -> {
              for (int i = 0; i < images; i++) {
                buffer.put(i).put(i * i);
              }
            });
    return new Survey(
        classes, examples, probabilities, Optional.of(new Survey.Features("feature", features)));
  }

  static TestSurvey tested(Survey survey) {
    BackendInfo backend =
        new BackendInfo("reference", "<engine>", "1", "cpu", List.of("cpu"), Set.of());
    return new TestSurvey(survey, 40, true, backend);
  }
}
