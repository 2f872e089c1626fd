package io.github.xception.train.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.graph.Graph;
import io.github.xception.api.graph.GraphBuilder;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.graph.Op;
import io.github.xception.api.graph.Padding;
import io.github.xception.api.graph.Window;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import io.github.xception.reference.ReferenceBackendProvider;
import io.github.xception.train.Evaluation;
import io.github.xception.train.Evaluator;
import io.github.xception.train.MemoryDataset;
import io.github.xception.train.TrainingException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SurveyorTest {
  private static final MemoryDataset IMAGES = new MemoryDataset("images", 10, 4);
  private static final Graph GRAPH = network();
  private static final Weights WEIGHTS = InitialWeights.draw(GRAPH, 3);

  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void agreesWithTheEvaluation() {
    Evaluation evaluation = new Evaluator(backend, GRAPH).evaluate(WEIGHTS, IMAGES);
    Survey survey = Surveyor.of(backend, GRAPH, Scaling.NONE).survey(WEIGHTS, IMAGES);
    assertThat(survey.classes()).isEqualTo(IMAGES.classes());
    assertThat(survey.examples()).hasSize(10);
    assertThat(survey.correct()).isEqualTo(evaluation.correct());
    for (int i = 0; i < 10; i++) {
      Survey.Example example = survey.examples().get(i);
      Evaluation.Prediction prediction = evaluation.predictions().get(i);
      assertThat(example.name()).isEqualTo(prediction.name());
      assertThat(example.label()).isEqualTo(prediction.label());
      assertThat(example.predicted()).isEqualTo(prediction.predicted());
      assertThat(survey.probability(i, example.predicted()))
          .isCloseTo(prediction.probability(), within(1e-6));
      assertThat(survey.probability(i, 0) + survey.probability(i, 1) + survey.probability(i, 2))
          .isCloseTo(1, within(1e-6));
    }
  }

  /** The logits are features · kernel + bias, in one row as in the other. */
  @Test
  void takesTheFeaturesBeforeTheDropout() {
    Survey survey = Surveyor.of(backend, GRAPH, Scaling.NONE).survey(WEIGHTS, IMAGES);
    Survey.Features features = survey.features().orElseThrow();
    assertThat(features.path()).isEqualTo("feature");
    assertThat(features.vectors().shape()).isEqualTo(Shape.of(10, 4));
    Tensor kernel = WEIGHTS.get("predictions/kernel");
    for (int i = 0; i < 10; i++) {
      double[] logits = new double[3];
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 4; j++) {
          logits[k] += features.vectors().floats().get(i * 4 + j) * kernel.floats().get(j * 3 + k);
        }
      }
      double ratio = survey.probability(i, 1) / survey.probability(i, 0);
      assertThat(Math.log(ratio)).isCloseTo(logits[1] - logits[0], within(1e-4));
    }
  }

  @Test
  void takesTheFeaturesOfAnyLayer() {
    Survey survey = Surveyor.of(backend, GRAPH, Scaling.NONE, "conv").survey(WEIGHTS, IMAGES);
    assertThat(survey.features().orElseThrow().vectors().shape())
        .isEqualTo(Shape.of(10, 4 * 4 * 2));
    Survey outputs =
        Surveyor.of(backend, GRAPH, Scaling.NONE, "predictions").survey(WEIGHTS, IMAGES);
    assertThat(outputs.features().orElseThrow().vectors().shape()).isEqualTo(Shape.of(10, 3));
  }

  @Test
  void namesNearLayers() {
    assertThatThrownBy(() -> Surveyor.of(backend, GRAPH, Scaling.NONE, "dense"))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("'net' has no layer 'dense'. Near ones: feature_dense,");
  }

  @Test
  void findsNoFeaturesBeforeTheFirstLayer() {
    GraphBuilder flat = new GraphBuilder("flat", Shape.of(1, 1, 3));
    flat.add("flatten", new Op.Flatten(), Graph.INPUT);
    assertThat(FeatureNode.of(flat.build())).isEqualTo(Optional.empty());
  }

  /** Twice the size, the channels apart, in the scaling of the input. */
  @Test
  void thumbnailsUndoTheScaling() {
    int height = 2 * Thumbnail.SIDE;
    int width = 3 * Thumbnail.SIDE;
    Tensor image =
        Tensor.create(
            Shape.of(height, width, 3),
            values -> {
              for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                  values.put(Scaling.SYMMETRIC.apply(y % 2 == 0 ? 10 : 20));
                  values.put(Scaling.SYMMETRIC.apply(Math.floorDiv(x, 3)));
                  values.put(Scaling.SYMMETRIC.apply(255));
                }
              }
            });
    Thumbnail thumbnail = Thumbnail.of(image.floats(), height, width, 3, Scaling.SYMMETRIC);
    assertThat(thumbnail.side()).isEqualTo(64);
    assertThat(thumbnail.rgb(0, 0)).isEqualTo(0x0f00ff);
    assertThat(thumbnail.rgb(63, 63)).isEqualTo(0x0f3fff);
  }

  @Test
  void thumbnailsOfSmallImagesStaySmall() {
    Tensor image = Tensor.of(Shape.of(2, 3, 1), 0, 0, 0, 300, 300, -300);
    Thumbnail thumbnail = Thumbnail.of(image.floats(), 2, 3, 1, Scaling.NONE);
    assertThat(thumbnail.side()).isEqualTo(2);
    assertThat(thumbnail.rgb(0, 1)).isEqualTo(0xffffff);
    assertThat(thumbnail.rgb(1, 1)).isZero();
  }

  private static Graph network() {
    GraphBuilder builder =
        new GraphBuilder("net", Shape.of(MemoryDataset.SIDE, MemoryDataset.SIDE, 3));
    int conv =
        builder.add(
            "conv", new Op.Conv2d(new Window(3, 3, 1, Padding.NONE), 1, 2, false), Graph.INPUT);
    int pool = builder.add("pool", new Op.GlobalAvgPool(), conv);
    int dense = builder.add("feature_dense", new Op.Dense(4, true), pool);
    int feature = builder.add("feature", new Op.Relu(), dense);
    int dropout = builder.add("dropout", new Op.Dropout(0.5), feature);
    int predictions = builder.add("predictions", new Op.Dense(3, true), dropout);
    builder.add("softmax", new Op.Softmax(), predictions);
    return builder.build();
  }
}
