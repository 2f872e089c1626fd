package io.github.xception.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.graph.InitialWeights;
import io.github.xception.api.spec.InputSpec.Scaling;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.train.MemoryDataset;
import io.github.xception.train.TinyRun;
import io.github.xception.train.TrainingTask;
import io.github.xception.train.survey.Survey;
import io.github.xception.train.survey.Surveyor;
import io.github.xception.train.survey.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingProjectorTest {
  private static final Survey SURVEY = survey();

  @TempDir private Path run;

  private static Survey survey() {
    TrainingTask task = TinyRun.task();
    try (Backend backend = TinyRun.backend()) {
      return Surveyor.of(backend, task.graph(), Scaling.NONE)
          .survey(InitialWeights.draw(task.graph(), 0), TinyRun.TEST);
    }
  }

  private Path written(String name) {
    return run.resolve("tensorboard/test").resolve(name);
  }

  @Test
  void theConfigNamesTheOtherFiles() throws IOException {
    EmbeddingProjector.write(run, SURVEY);
    assertThat(Files.readString(written("projector_config.pbtxt")))
        .isEqualTo(
            """
            embeddings {
              tensor_name: "flatten_1"
              metadata_path: "metadata.tsv"
              tensor_shape: 13
              tensor_shape: 36
              sprite {
                image_path: "sprite.png"
                single_image_dim: 6
                single_image_dim: 6
              }
              tensor_path: "features.tsv"
            }
            """);
    try (Stream<Path> files = Files.list(written("."))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "projector_config.pbtxt", "metadata.tsv", "features.tsv", "sprite.png");
    }
  }

  @Test
  void aRowOfFeaturesForEachImage() throws IOException {
    EmbeddingProjector.write(run, SURVEY);
    List<Float> values = new ArrayList<>();
    for (String line : Files.readAllLines(written("features.tsv"))) {
      List<Float> row = Stream.of(line.split("\t", -1)).map(Float::valueOf).toList();
      assertThat(row).hasSize(36);
      values.addAll(row);
    }
    Tensor expected = SURVEY.features().orElseThrow().vectors();
    assertThat(values).hasSize(13 * 36);
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo(expected.floats().get(i));
    }
  }

  @Test
  void aRowOfWordsForEachImage() throws IOException {
    EmbeddingProjector.write(run, SURVEY);
    List<String> lines = Files.readAllLines(written("metadata.tsv"));
    assertThat(lines).hasSize(14);
    assertThat(lines.get(0)).isEqualTo("class\tpredicted\tresult\tprobability\tfile");
    for (int i = 0; i < 13; i++) {
      String[] cells = lines.get(i + 1).split("\t", -1);
      Survey.Example example = SURVEY.examples().get(i);
      assertThat(cells[0]).isEqualTo(TinyRun.TEST.classes().get(example.label()));
      assertThat(cells[1]).isEqualTo(TinyRun.TEST.classes().get(example.predicted()));
      assertThat(cells[2]).isEqualTo(cells[0].equals(cells[1]) ? "right" : "wrong");
      assertThat(Double.parseDouble(cells[3])).isBetween(1.0 / 3, 1.0);
      assertThat(cells[4]).isEqualTo("test-" + i);
    }
  }

  @Test
  void aNameCannotBreakTheTable() throws IOException {
    Thumbnail thumbnail = SURVEY.examples().get(0).thumbnail();
    Survey survey =
        new Survey(
            List.of("a\tb", "c"),
            List.of(new Survey.Example("x\ny.jpg", 0, 0, thumbnail)),
            Tensor.of(Shape.of(1, 2), 1, 0),
            Optional.of(new Survey.Features("f", Tensor.of(Shape.of(1, 1), 2))));
    EmbeddingProjector.write(run, survey);
    assertThat(Files.readAllLines(written("metadata.tsv")).get(1))
        .isEqualTo("a b\ta b\tright\t1.0\tx y.jpg");
  }

  @Test
  void thumbnailsStandRowAfterRow() throws IOException {
    EmbeddingProjector.write(run, SURVEY);
    BufferedImage sprite = ImageIO.read(written("sprite.png").toFile());
    int side = MemoryDataset.SIDE;
    assertThat(sprite.getWidth()).isEqualTo(4 * side);
    assertThat(sprite.getHeight()).isEqualTo(4 * side);
    for (int i = 0; i < 13; i++) {
      Thumbnail thumbnail = SURVEY.examples().get(i).thumbnail();
      for (int p = 0; p < side * side; p++) {
        assertThat(sprite.getRGB(i % 4 * side + p % side, i / 4 * side + p / side) & 0xffffff)
            .isEqualTo(thumbnail.rgb(p % side, p / side));
      }
    }
  }

  @Test
  void manyThumbnailsAreMadeSmallerThanTheProjectorCanDraw() {
    Thumbnail thumbnail = SURVEY.examples().get(0).thumbnail();
    Sprite sprite = Sprite.of(Collections.nCopies(16, thumbnail), 20);
    assertThat(sprite.side()).isEqualTo(5);
    assertThat(sprite.image().getWidth()).isEqualTo(20);
  }

  @Test
  void withoutFeaturesThereIsNothingToShow() throws IOException {
    EmbeddingProjector.write(
        run,
        new Survey(SURVEY.classes(), SURVEY.examples(), SURVEY.probabilities(), Optional.empty()));
    assertThat(run.resolve("tensorboard")).doesNotExist();
  }
}
