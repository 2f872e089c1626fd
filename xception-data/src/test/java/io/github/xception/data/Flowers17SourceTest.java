package io.github.xception.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.Golden;
import io.github.xception.data.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Flowers17SourceTest {
  private static final byte[] JPEG = Golden.bytes("formats/baseline.jpg");

  @TempDir Path temp;

  private final ImageDecoder decoder = new ImageDecoder(1 << 26);

  private Path archive(Tars tars) throws IOException {
    return Files.write(temp.resolve("17flowers.tgz"), tars.bytes());
  }

  /** All images but number 100. */
  private static Tars nearlyAll() {
    Tars tars = new Tars().folder("jpg").file("jpg/files.txt", "a list");
    for (int number = 1; number <= 1360; number++) {
      if (number != 100) {
        tars.file(String.format(Locale.ROOT, "jpg/image_%04d.jpg", number), JPEG);
      }
    }
    return tars;
  }

  @Test
  void eightyOfEachKindByTheirNumbers() throws IOException {
    ImageSource source = Flowers17Source.open(archive(nearlyAll()));
    assertThat(source.classes()).hasSize(17).startsWith("daffodil").endsWith("pansy");
    assertThat(source.images()).hasSize(1360);
    assertThat(source.images().get(79).name()).isEqualTo("image_0080.jpg");
    assertThat(source.images().get(79).label()).isEqualTo(0);
    assertThat(source.images().get(80).label()).isEqualTo(1);
    assertThat(source.images().get(1359).label()).isEqualTo(16);
  }

  @Test
  void aMissingImageIsABadOne() throws IOException, BadImageException {
    ImageSource source = Flowers17Source.open(archive(nearlyAll()));
    assertThat(source.images().get(0).content().decode(decoder).width()).isEqualTo(40);
    assertThatThrownBy(() -> source.images().get(99).content().decode(decoder))
        .isInstanceOf(BadImageException.class)
        .hasMessage("missing from the archive");
  }

  @Test
  void readsTheExtractedFolderByEitherName() throws IOException, BadImageException {
    Path folder = temp.resolve("flowers");
    ArchiveExtractor.extract(archive(nearlyAll()), folder);
    for (Path place : List.of(folder, folder.resolve("jpg"))) {
      ImageSource source = Flowers17Source.open(place);
      assertThat(source.images()).hasSize(1360);
      assertThat(source.images().get(5).content().decode(decoder).width()).isEqualTo(40);
      assertThatThrownBy(() -> source.images().get(99).content().decode(decoder))
          .isInstanceOf(BadImageException.class)
          .hasMessage("there is no such file");
    }
  }

  @Test
  void saysWhatItExpected() throws IOException {
    assertThatThrownBy(() -> Flowers17Source.open(temp.resolve("none")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found nothing at");
    assertThatThrownBy(() -> Flowers17Source.open(temp))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found none of them in");
    Path other = archive(new Tars().file("jpg/cat.jpg", JPEG));
    assertThatThrownBy(() -> Flowers17Source.open(other))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected an archive with jpg/image_0001.jpg");
    Path twice = archive(new Tars().file("jpg/image_0001.jpg", JPEG).file("image_0001.jpg", JPEG));
    assertThatThrownBy(() -> Flowers17Source.open(twice))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it has image_0001.jpg twice");
    Path text = Files.writeString(temp.resolve("text.tgz"), "no archive");
    assertThatThrownBy(() -> Flowers17Source.open(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot read the archive");
  }
}
