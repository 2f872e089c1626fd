package io.github.xception.bench.pipeline;

import io.github.xception.api.data.BatchStream;
import io.github.xception.api.json.Specs;
import io.github.xception.api.spec.AugmentationSpec;
import io.github.xception.api.spec.DataSourceSpec.Folder;
import io.github.xception.api.spec.DataSpec;
import io.github.xception.api.spec.DataSpec.OnBadImage;
import io.github.xception.api.spec.DataSpec.Resize;
import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.SplitSpec;
import io.github.xception.api.spec.TrainingConfig;
import io.github.xception.data.DataLocations;
import io.github.xception.data.Datasets;
import io.github.xception.data.ProgressListener;
import io.github.xception.data.image.BadImageException;
import io.github.xception.data.image.ImageDecoder;
import io.github.xception.data.image.Resizer;
import io.github.xception.data.image.RgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of the way of the images, or the whole of it. Each is done by one thread. */
public enum PipelinePart {
  /** From the bytes of a JPEG file to pixels. */
  DECODE("decode") {
    @Override
    PipelineWork open(PipelineImages images) throws IOException {
      return new Decoding(images.files(), ImageDecoder.ofHeap());
    }
  },

  /** From a whole image to the size of the network's input, by the widened triangle. */
  RESIZE_BILINEAR("resize, bilinear") {
    @Override
    PipelineWork open(PipelineImages images) throws IOException {
      return new Resizing(images.decoded(), Resize.BILINEAR);
    }
  },

  /** The same by the exact average. */
  RESIZE_AREA("resize, area") {
    @Override
    PipelineWork open(PipelineImages images) throws IOException {
      return new Resizing(images.decoded(), Resize.AREA);
    }
  },

  /** The same by the nearest pixel, which is no antialiasing. */
  RESIZE_NEAREST("resize, nearest") {
    @Override
    PipelineWork open(PipelineImages images) throws IOException {
      return new Resizing(images.decoded(), Resize.NEAREST);
    }
  },

  /** From images in memory, of the input's size, to batches of them as they are. */
  BATCH("batch") {
    @Override
    PipelineWork open(PipelineImages images) {
      return new Batching(images, Resize.BILINEAR, AugmentationSpec.NONE, Long.MAX_VALUE);
    }
  },

  /**
   * From images in memory to augmented batches: all that is left to do from the second epoch on.
   */
  FROM_MEMORY("whole, from memory") {
    @Override
    PipelineWork open(PipelineImages images) {
      return new Batching(images, Resize.BILINEAR, augmentation(), Long.MAX_VALUE);
    }
  },

  /** From JPEG files to augmented batches: images that memory has no place for. */
  FROM_FILES_BILINEAR("whole, from files, bilinear") {
    @Override
    PipelineWork open(PipelineImages images) {
      return new Batching(images, Resize.BILINEAR, augmentation(), 0);
    }
  },

  /** The same by the exact average. */
  FROM_FILES_AREA("whole, from files, area") {
    @Override
    PipelineWork open(PipelineImages images) {
      return new Batching(images, Resize.AREA, augmentation(), 0);
    }
  },

  /** The same by the nearest pixel. */
  FROM_FILES_NEAREST("whole, from files, nearest") {
    @Override
    PipelineWork open(PipelineImages images) {
      return new Batching(images, Resize.NEAREST, augmentation(), 0);
    }
  };

  /** Whose input size and augmentation these are. */
  public static final String NETWORK = "xception-flowers17";

  /** How many images a call of {@link PipelineWork#run} does. */
  public static final int IMAGES = 16;

  private final String label;

  PipelinePart(String label) {
    this.label = label;
  }

  /** Returns the name as people read it. */
  public String label() {
    return label;
  }

  /** Prepares for the work. */
  abstract PipelineWork open(PipelineImages images) throws IOException;

  private static TrainingConfig config() {
    return Specs.training(NETWORK, List.of());
  }

  /** Returns the size of the images that the network reads. */
  static InputSpec input() {
    return config().model().input();
  }

  private static AugmentationSpec augmentation() {
    return config().data().augmentation();
  }

  private static final class Decoding implements PipelineWork {
    private final List<byte[]> files;
    private final ImageDecoder decoder;
    private int next;

    Decoding(List<byte[]> files, ImageDecoder decoder) {
      this.files = files;
      this.decoder = decoder;
    }

    @Override
    public Object run() throws BadImageException {
      List<RgbImage> images = new ArrayList<>(IMAGES);
      for (int i = 0; i < IMAGES; i++) {
        images.add(decoder.decode(files.get(next++ % files.size())));
      }
      return images;
    }

    @Override
    public void close() {}
  }

  private static final class Resizing implements PipelineWork {
    private final List<RgbImage> images;
    private final Resizer resizer;
    private final InputSpec input = input();
    private int next;

    Resizing(List<RgbImage> images, Resize resize) {
      this.images = images;
      this.resizer = new Resizer(Datasets.filter(resize));
    }

    @Override
    public Object run() {
      List<RgbImage> resized = new ArrayList<>(IMAGES);
      for (int i = 0; i < IMAGES; i++) {
        RgbImage image = images.get(next++ % images.size());
        resized.add(resizer.resize(image, input.width(), input.height()));
      }
      return resized;
    }

    @Override
    public void close() {}
  }

  private static final class Batching implements PipelineWork {
    private final BatchStream stream;

    /**
     * Opens the data set.
     *
     * @param memory bytes of pixels that are kept
     */
    Batching(PipelineImages images, Resize resize, AugmentationSpec augmentation, long memory) {
      DataSpec spec =
          new DataSpec(
              new Folder(images.folder().toString()),
              new SplitSpec(0, 0, true, 0),
              resize,
              /* centerCrop= */ 0,
              OnBadImage.FAIL,
              augmentation,
              /* workers= */ 1,
              /* prefetch= */ 1);
      DataLocations nowhere = new DataLocations(Optional.empty(), images.folder());
      stream =
          new Datasets(nowhere, ProgressListener.NONE, memory)
              .open(spec, input(), IMAGES)
              .train()
              .batches(0, 0);
    }

    @Override
    public Object run() {
      return stream.next();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
