package io.github.xception.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.data.Batch;
import io.github.xception.data.DataException;
import io.github.xception.data.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineImagesTest {
  @TempDir private Path folder;

  @Test
  void everyPartDoesWhatItSaysWithDrawnImages() throws Exception {
    PipelineImages images = PipelineImages.draw(folder);
    assertThat(images.decoded())
        .hasSize(16)
        .allMatch(image -> image.width() == 700 && image.height() == 500);
    for (PipelinePart part : PipelinePart.values()) {
      try (PipelineWork work = part.open(images)) {
        Object done = work.run();
        if (done instanceof Batch batch) {
          assertThat(batch.images().shape().dims())
              .as(part.label())
              .containsExactly(16, 149, 149, 3);
        } else {
          int width = part == PipelinePart.DECODE ? 700 : 149;
          assertThat((Collection<?>) done)
              .as(part.label())
              .hasSize(16)
              .allMatch(image -> ((RgbImage) image).width() == width);
        }
      }
    }
  }

  @Test
  void filesAreTakenFromAllDepths() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("from/a/b"));
    for (int i = 0; i < 15; i++) {
      write(deep.resolve(i + ".JPG"));
    }
    Path to = Files.createDirectory(folder.resolve("to"));
    assertThatThrownBy(() -> PipelineImages.copy(folder.resolve("from"), to))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least 16 JPEG files")
        .hasMessageContaining("found 15");
    write(folder.resolve("from/last.jpeg"));
    PipelineImages images = PipelineImages.copy(folder.resolve("from"), to);
    assertThat(images.files()).hasSize(16);
    Files.writeString(folder.resolve("from/last.jpeg"), "no image");
    assertThatThrownBy(() -> PipelineImages.copy(folder.resolve("from"), to))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("last.jpeg cannot be used");
  }

  private static void write(Path file) throws Exception {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, "jpeg", file.toFile())).isTrue();
  }
}
