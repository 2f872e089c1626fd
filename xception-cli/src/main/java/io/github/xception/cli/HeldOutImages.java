package io.github.xception.cli;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.train.LearnedWeights;
import io.github.xception.train.report.TestSurvey;
import io.github.xception.train.survey.Survey;
import io.github.xception.train.survey.Surveyor;
import java.util.Optional;

/** The images that were held out from a training. */
final class HeldOutImages {
  private HeldOutImages() {}

  /**
   * Looks at images through a trained network.
   *
   * @param layer path of the layer to take the features from; empty for the one before the last
   *     dense layer
   */
  static TestSurvey survey(
      Backend backend, TrainedModel model, Dataset images, Optional<String> layer) {
    Scaling scaling = model.config().model().input().scaling();
    Surveyor surveyor =
        layer.isPresent()
            ? Surveyor.of(backend, model.graph(), scaling, layer.get())
            : Surveyor.of(backend, model.graph(), scaling);
    LearnedWeights learned = model.learned();
    Survey survey = surveyor.survey(learned.weights(), images);
    return new TestSurvey(survey, learned.step(), learned.averaged(), backend.info());
  }
}
