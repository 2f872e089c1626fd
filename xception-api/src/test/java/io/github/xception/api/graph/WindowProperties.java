package io.github.xception.api.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.spec.InputSpec;
import io.github.xception.api.spec.KernelSize;
import io.github.xception.api.spec.Layer;
import io.github.xception.api.spec.LayerSpec;
import io.github.xception.api.spec.ModelSpec;
import io.github.xception.api.spec.PaddingSpec;
import io.github.xception.api.spec.SpecException;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.Assertions;

/** Windows, shapes and padding against counting by hand. */
class WindowProperties {
  /** Counts where a window can stand on a line of pixels with padding on both sides. */
  private static int positions(int in, int before, int after, int kernel, int stride) {
    int count = 0;
    for (int start = -before; start + kernel <= in + after; start += stride) {
      count++;
    }
    return count;
  }

  private static LayerSpec.Conv2d conv(
      int filters, int kernelHeight, int kernelWidth, int stride, PaddingSpec padding) {
    return new LayerSpec.Conv2d(
        Optional.empty(),
        filters,
        new KernelSize(kernelHeight, kernelWidth),
        stride,
        padding,
        1,
        true,
        Initializer.HE_NORMAL);
  }

  private static Node lowered(int height, int width, LayerSpec spec) {
    Layer layer = new Layer("layer", "any", spec, new Layer.Origin("/layers/0", List.of()));
    InputSpec input = new InputSpec(height, width, 3, InputSpec.Scaling.NONE);
    return Lowering.lower(new ModelSpec("model", input, List.of(layer), "{}")).output();
  }

  @Property
  void sameGivesTheCeilingOfInputOverStride(
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 9) int kernelHeight,
      @ForAll @IntRange(min = 1, max = 9) int kernelWidth,
      @ForAll @IntRange(min = 1, max = 5) int stride) {
    Padding padding = Padding.same(height, width, kernelHeight, kernelWidth, stride);
    int rows = (int) Math.ceil(height / (double) stride);
    int columns = (int) Math.ceil(width / (double) stride);
    assertThat(positions(height, padding.top(), padding.bottom(), kernelHeight, stride))
        .isEqualTo(rows);
    assertThat(positions(width, padding.left(), padding.right(), kernelWidth, stride))
        .isEqualTo(columns);
    // The smaller half first, and no more of it than is needed.
    assertThat(padding.bottom() - padding.top()).isBetween(0, 1);
    assertThat(padding.right() - padding.left()).isBetween(0, 1);
    int total = padding.top() + padding.bottom();
    if (total > 0) {
      assertThat(positions(height, 0, total - 1, kernelHeight, stride)).isEqualTo(rows - 1);
    }
    Node node =
        lowered(height, width, conv(2, kernelHeight, kernelWidth, stride, PaddingSpec.SAME));
    assertThat(node.outputShape()).isEqualTo(Shape.of(rows, columns, 2));
    assertThat(((Op.Conv2d) node.op()).window().padding()).isEqualTo(padding);
  }

  @Property
  void aWindowHasAsManyOutputsAsPositions(
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 12) int kernelHeight,
      @ForAll @IntRange(min = 1, max = 12) int kernelWidth,
      @ForAll @IntRange(min = 1, max = 5) int stride,
      @ForAll @IntRange(min = 0, max = 6) int amount) {
    LayerSpec spec = conv(5, kernelHeight, kernelWidth, stride, PaddingSpec.explicit(amount));
    int rows = positions(height, amount, amount, kernelHeight, stride);
    int columns = positions(width, amount, amount, kernelWidth, stride);
    if (rows == 0 || columns == 0) {
      Assertions.assertThatThrownBy(() -> lowered(height, width, spec))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("a window that fits into its input");
    } else {
      Node node = lowered(height, width, spec);
      assertThat(node.outputShape()).isEqualTo(Shape.of(rows, columns, 5));
      assertThat(node.parameters().get(0).shape())
          .isEqualTo(Shape.of(kernelHeight, kernelWidth, 3, 5));
    }
  }

  @Property
  void noPoolingWindowIsEmpty(
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 5) int stride,
      @ForAll @IntRange(min = 0, max = 5) int amount) {
    LayerSpec spec =
        new LayerSpec.MaxPool2d(
            Optional.empty(), new KernelSize(kernel, kernel), stride, PaddingSpec.explicit(amount));
    Assume.that(height + 2 * amount >= kernel);
    boolean empty = false;
    for (int start = -amount; start + kernel <= height + amount; start += stride) {
      empty |= start >= height || start + kernel <= 0;
    }
    if (amount >= kernel) {
      Assertions.assertThatThrownBy(() -> lowered(height, height, spec))
          .isInstanceOf(SpecException.class);
    } else {
      assertThat(empty).isFalse();
      assertThat(lowered(height, height, spec).outputShape().dim(2)).isEqualTo(3);
    }
  }

  @Property
  void groupsShareTheKernelOut(
      @ForAll @IntRange(min = 1, max = 6) int groups,
      @ForAll @IntRange(min = 1, max = 4) int inPerGroup,
      @ForAll @IntRange(min = 1, max = 4) int outPerGroup,
      @ForAll @IntRange(min = 1, max = 5) int kernel) {
    GraphBuilder builder = new GraphBuilder("grouped", Shape.of(9, 9, groups * inPerGroup));
    Window window = new Window(kernel, kernel, 1, Padding.NONE);
    builder.add("conv", new Op.Conv2d(window, groups, groups * outPerGroup, false), 0);
    ParameterInfo info = builder.build().parameters().get(0);
    // Every pair of an input and an output channel of one group has one kernel.
    int pairs = groups * inPerGroup * outPerGroup;
    assertThat(info.shape().elements()).isEqualTo(pairs * kernel * kernel);
    assertThat(info.fanIn()).isEqualTo(inPerGroup * kernel * kernel);
    assertThat(info.fanOut()).isEqualTo(outPerGroup * kernel * kernel);
  }
}
