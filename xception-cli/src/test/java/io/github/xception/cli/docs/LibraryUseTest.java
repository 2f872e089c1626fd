package io.github.xception.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README's Java to code that is compiled and run. */
class LibraryUseTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Path SOURCE =
      Path.of("src/test/java/io/github/xception/cli/docs/LibraryUse.java");
  private static final String CONFIG =
      """
      {
        "model": {
          "name": "tiny",
          "input": {"height": 12, "width": 12, "channels": 3},
          "layers": [
            {"conv2d": {"filters": 4, "kernel": 3, "stride": 2}}, "batchNorm", "relu",
            "globalAvgPool2d",
            {"dense": {"units": 3}}
          ]
        },
        "data": {"source": {"sample": {"classes": 3, "perClass": 8, "size": 16}}},
        "training": {"batch": 6, "steps": 4}
      }
      """;

  @Test
  void trainsAndPredicts(@TempDir Path folder) throws Exception {
    Path config = Files.writeString(folder.resolve("tiny.json"), CONFIG);
    Path image = folder.resolve("flower.png");
    ImageIO.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png", image.toFile());

    Tensor logits =
        LibraryUse.trainAndPredict(
            config.toString(), "reference", folder.resolve("run"), folder, image);

    assertThat(logits.shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void isWhatTheReadmeShows() throws Exception {
    String source = Files.readString(SOURCE);
    String shown =
        source
            .substring(
                source.indexOf('\n', source.indexOf("// README begins")) + 1,
                source.indexOf("    // README ends"))
            .stripTrailing()
            .stripIndent();
    assertThat(Files.readString(CHECKOUT.resolve("README.md")))
        .contains("```java\n" + shown + "\n```");
  }
}
