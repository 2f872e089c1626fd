package io.github.xception.data;

import io.github.xception.api.spec.DataSourceSpec.Sample;
import io.github.xception.data.sample.SampleFlowers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * All images of a data set, listed but not yet read.
 *
 * @param classes the names of the classes
 * @param images the images, sorted by name
 */
record ImageSource(List<String> classes, List<SourceImage> images) {
  ImageSource {
    classes = List.copyOf(classes);
    images = images.stream().sorted(Comparator.comparing(SourceImage::name)).toList();
  }

  /** Returns the drawn flowers of {@code spec}. */
  static ImageSource sample(Sample spec) {
    if (spec.classes() > SampleFlowers.MAX_CLASSES) {
      throw new DataException(
          "the sample set has at most "
              + SampleFlowers.MAX_CLASSES
              + " classes, got classes = "
              + spec.classes());
    }
    List<String> classes = SampleFlowers.classes(spec.classes());
    List<SourceImage> images = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      for (int i = 0; i < spec.perClass(); i++) {
        int kind = label;
        int index = i;
        String name =
            String.format(
                Locale.ROOT, "%s/%s_%05d.png", classes.get(label), classes.get(label), i + 1);
        images.add(new SourceImage(name, label, decoder -> SampleFlowers.draw(spec, kind, index)));
      }
    }
    return new ImageSource(classes, images);
  }
}
