package io.github.xception.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.data.Batch;
import io.github.xception.api.data.BatchStream;
import io.github.xception.api.data.Dataset;
import io.github.xception.api.tensor.RandomStream;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Noise with a tint that tells its class. Uses the memory of a batch again, as it may. */
public record MemoryDataset(String name, int size, int batch, int side) implements Dataset {
  public static final int SIDE = 6;
  private static final int CHANNELS = 3;

  public MemoryDataset(String name, int size, int batch) {
    this(name, size, batch, SIDE);
  }

  @Override
  public MemoryDataset atSize(int height, int width) {
    assertThat(height).isEqualTo(width);
    return new MemoryDataset(name, size, batch, height);
  }

  @Override
  public List<String> classes() {
    return List.of("red", "green", "blue");
  }

  @Override
  public List<Integer> imagesPerClass() {
    return IntStream.range(0, CHANNELS)
        .map(label -> (size + CHANNELS - 1 - label) / CHANNELS)
        .boxed()
        .toList();
  }

  @Override
  public int batchesPerEpoch() {
    return size / batch;
  }

  @Override
  public BatchStream batches(long seed, long first) {
    return new Stream() {
      private long index = first;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Batch next() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        RandomStream random = RandomStream.of(seed, "order/" + index / batchesPerEpoch());
        for (int i = size - 1; i > 0; i--) {
          Collections.swap(order, i, random.nextInt(i + 1));
        }
        int begin = (int) (index % batchesPerEpoch()) * batch;
        long key = RandomStream.of(seed, "batch/" + index).nextLong();
        index++;
        return batch(order.subList(begin, begin + batch), key);
      }
    };
  }

  @Override
  public BatchStream all() {
    return new Stream() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public Batch next() {
        int end = Math.min(size, next + batch);
        List<Integer> examples = IntStream.range(next, end).boxed().toList();
        next = end;
        return batch(examples, 0);
      }
    };
  }

  private abstract class Stream implements BatchStream {
    private final ByteBuffer images = memory(batch * side * side * CHANNELS);
    private final ByteBuffer labels = memory(batch * CHANNELS);

    Batch batch(List<Integer> examples, long key) {
      FloatBuffer pixels = images.asFloatBuffer();
      FloatBuffer rows = labels.asFloatBuffer();
      for (int example : examples) {
        RandomStream random = RandomStream.of(0, name + "/" + example);
        int label = example % CHANNELS;
        for (int i = 0; i < side * side * CHANNELS; i++) {
          pixels.put((float) (random.nextGaussian() + (i % CHANNELS == label ? 1.2 : 0)));
        }
        for (int k = 0; k < CHANNELS; k++) {
          rows.put(k == label ? 1 : 0);
        }
      }
      int n = examples.size();
      return new Batch(
          tensor(images, Shape.of(n, side, side, CHANNELS)),
          tensor(labels, Shape.of(n, CHANNELS)),
          examples.stream().map(example -> name + "-" + example).toList(),
          key);
    }

    private static Tensor tensor(ByteBuffer memory, Shape shape) {
      ByteBuffer part = memory.duplicate().limit(shape.elements() * Float.BYTES);
      return Tensor.wrap(shape, part.order(ByteOrder.nativeOrder()));
    }

    private static ByteBuffer memory(int floats) {
      return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
      // What was handed out is not to be used any more.
      images.asFloatBuffer().put(0, Float.NaN);
    }
  }
}
