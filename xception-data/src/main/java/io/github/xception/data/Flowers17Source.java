package io.github.xception.data;

import io.github.xception.data.TarGz.Entry;
import io.github.xception.data.image.BadImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The 17 Category Flowers images (Nilsback and Zisserman, "A Visual Vocabulary for Flower
 * Classification", 2006): 80 of each of 17 kinds, numbered through, {@code image_0001.jpg} to
 * {@code image_1360.jpg}.
 */
final class Flowers17Source {
  static final List<String> CLASSES =
      List.of(
          "daffodil",
          "snowdrop",
          "lily of the valley",
          "bluebell",
          "crocus",
          "iris",
          "tigerlily",
          "tulip",
          "fritillary",
          "sunflower",
          "daisy",
          "coltsfoot",
          "dandelion",
          "cowslip",
          "buttercup",
          "windflower",
          "pansy");

  private static final int PER_CLASS = 80;
  private static final Pattern IMAGE = Pattern.compile("(?:\\./)?(?:jpg/)?(image_\\d{4}\\.jpg)");

  private Flowers17Source() {}

  /**
   * Lists the images in an archive {@code 17flowers.tgz} or in the folder it was extracted to,
   * which either holds {@code jpg} or is it. Images that are missing are listed, as bad ones.
   *
   * @throws DataException if there are none
   */
  static ImageSource open(Path place) {
    if (Files.isDirectory(place)) {
      return ofFolder(place);
    }
    if (Files.exists(place)) {
      return ofArchive(place);
    }
    throw new DataException(
        "expected the archive 17flowers.tgz or the folder it was extracted to, found nothing at "
            + place.toAbsolutePath());
  }

  private static ImageSource ofFolder(Path folder) {
    Path jpg = folder.resolve("jpg");
    Path images = Files.isDirectory(jpg) ? jpg : folder;
    boolean any = names().stream().anyMatch(name -> Files.exists(images.resolve(name)));
    if (!any) {
      throw new DataException(
          "expected the Flowers-17 images image_0001.jpg to image_1360.jpg, or a folder jpg with"
              + " them, found none of them in "
              + folder.toAbsolutePath());
    }
    return of(name -> decoder -> decoder.decode(FileBytes.read(images.resolve(name))));
  }

  private static ImageSource ofArchive(Path archive) {
    Map<String, byte[]> files = new HashMap<>();
    TarGz.read(
        archive,
        TarGz.LIMITS,
        (Entry entry) -> {
          Matcher image = IMAGE.matcher(entry.name());
          if (image.matches()) {
            if (files.putIfAbsent(image.group(1), entry.content()) != null) {
              throw new DataException(
                  "damaged archive " + archive + ": it has " + image.group(1) + " twice");
            }
          }
        });
    if (names().stream().noneMatch(files::containsKey)) {
      throw new DataException(
          "expected an archive with jpg/image_0001.jpg to jpg/image_1360.jpg, found none of them in "
              + archive.toAbsolutePath());
    }
    return of(
        name ->
            Optional.ofNullable(files.get(name))
                .<SourceImage.Content>map(bytes -> decoder -> decoder.decode(bytes))
                .orElse(
                    decoder -> {
                      throw new BadImageException("missing from the archive");
                    }));
  }

  private interface Contents {
    SourceImage.Content of(String name);
  }

  private static ImageSource of(Contents contents) {
    List<SourceImage> images = new ArrayList<>();
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      images.add(new SourceImage(names.get(i), i / PER_CLASS, contents.of(names.get(i))));
    }
    return new ImageSource(CLASSES, images);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int number = 1; number <= CLASSES.size() * PER_CLASS; number++) {
      names.add(String.format(Locale.ROOT, "image_%04d.jpg", number));
    }
    return names;
  }
}
