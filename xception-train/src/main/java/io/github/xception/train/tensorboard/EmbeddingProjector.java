package io.github.xception.train.tensorboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.TextFormat;
import io.github.xception.api.file.DurableFiles;
import io.github.xception.train.survey.EncodedImage;
import io.github.xception.train.survey.Survey;
import io.github.xception.train.tensorboard.message.Messages.EmbeddingInfo;
import io.github.xception.train.tensorboard.message.Messages.ProjectorConfig;
import io.github.xception.train.tensorboard.message.Messages.SpriteMetadata;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what TensorBoard's embedding projector shows of the test images: a point for each, where
 * the network's features put it, with its thumbnail, class, name and what the network takes it for.
 */
public final class EmbeddingProjector {
  private static final String TENSORS = "features.tsv";
  private static final String METADATA = "metadata.tsv";
  private static final String SPRITE = "sprite.png";
  // TensorBoard looks for this name.
  private static final String CONFIG = "projector_config.pbtxt";

  private EmbeddingProjector() {}

  /**
   * Writes the files, in place of older ones; the one that names the others comes last.
   *
   * @param runDirectory the directory of a run; the files are in {@code tensorboard/test/} of it
   * @param survey of the run's test images; without features in it nothing is written
   * @throws IOException if a file cannot be written
   */
  public static void write(Path runDirectory, Survey survey) throws IOException {
    if (survey.features().isEmpty()) {
      return;
    }
    Survey.Features features = survey.features().get();
    Path folder = new TensorBoardFolder(runDirectory).test();
    Files.createDirectories(folder);
    Sprite sprite = Sprite.of(survey.examples().stream().map(Survey.Example::thumbnail).toList());
    DurableFiles.replace(folder.resolve(SPRITE), EncodedImage.png(sprite.image()));
    DurableFiles.replace(folder.resolve(METADATA), metadata(survey).getBytes(UTF_8));
    DurableFiles.replace(folder.resolve(TENSORS), values(features).getBytes(UTF_8));
    DurableFiles.replace(folder.resolve(CONFIG), config(features, sprite).getBytes(UTF_8));
  }

  private static String values(Survey.Features features) {
    int images = features.vectors().shape().dim(0);
    int width = features.vectors().shape().dim(1);
    FloatBuffer values = features.vectors().floats();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < images; i++) {
      for (int k = 0; k < width; k++) {
        text.append(values.get()).append(k == width - 1 ? '\n' : '\t');
      }
    }
    return text.toString();
  }

  private static String metadata(Survey survey) {
    StringBuilder text = new StringBuilder("class\tpredicted\tresult\tprobability\tfile\n");
    for (int i = 0; i < survey.examples().size(); i++) {
      Survey.Example example = survey.examples().get(i);
      text.append(cell(survey.classes().get(example.label())))
          .append('\t')
          .append(cell(survey.classes().get(example.predicted())))
          .append('\t')
          .append(example.correct() ? "right" : "wrong")
          .append('\t')
          .append((float) survey.probability(i, example.predicted()))
          .append('\t')
          .append(cell(example.name()))
          .append('\n');
    }
    return text.toString();
  }

  /** A name may hold what separates cells and lines. */
  private static String cell(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String config(Survey.Features features, Sprite sprite) {
    ProjectorConfig config =
        ProjectorConfig.newBuilder()
            .addEmbeddings(
                EmbeddingInfo.newBuilder()
                    .setTensorName(features.path())
                    .setTensorPath(TENSORS)
                    .addTensorShape(features.vectors().shape().dim(0))
                    .addTensorShape(features.vectors().shape().dim(1))
                    .setMetadataPath(METADATA)
                    .setSprite(
                        SpriteMetadata.newBuilder()
                            .setImagePath(SPRITE)
                            .addSingleImageDim(sprite.side())
                            .addSingleImageDim(sprite.side())))
            .build();
    return TextFormat.printer().printToString(config);
  }
}
