package io.github.xception.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  private static final Padding ONE = new Padding(1, 1, 1, 1);

  private final GraphBuilder builder = new GraphBuilder("net", Shape.of(7, 9, 4));

  @Test
  void plainConvolution() {
    Op op = new Op.Conv2d(new Window(3, 2, 2, Padding.NONE), 1, 6, true);
    int value = builder.add("conv", op, Graph.INPUT);
    assertThat(builder.shape(value)).isEqualTo(Shape.of(3, 4, 6));
    assertThat(builder.build().parameters())
        .containsExactly(
            new ParameterInfo(
                "conv/kernel",
                Role.KERNEL,
                Shape.of(3, 2, 4, 6),
                Initializer.HE_NORMAL,
                3 * 2 * 4,
                3 * 2 * 6),
            new ParameterInfo("conv/bias", Role.BIAS, Shape.of(6), Initializer.ZEROS, 1, 1));
  }

  @Test
  void groupedConvolution() {
    builder.add("conv", new Op.Conv2d(new Window(3, 3, 1, ONE), 2, 6, false), Graph.INPUT);
    ParameterInfo kernel = builder.build().parameters().get(0);
    assertThat(kernel.shape()).isEqualTo(Shape.of(3, 3, 2, 6));
    assertThat(kernel.fanIn()).isEqualTo(18);
    assertThat(kernel.fanOut()).isEqualTo(27);
  }

  @Test
  void depthwiseConvolution() {
    builder.add("conv", new Op.Conv2d(new Window(3, 3, 1, ONE), 4, 8, false), Graph.INPUT);
    ParameterInfo kernel = builder.build().parameters().get(0);
    assertThat(kernel.shape()).isEqualTo(Shape.of(3, 3, 4, 2));
    assertThat(kernel.fanIn()).isEqualTo(9);
    assertThat(kernel.fanOut()).isEqualTo(18);
  }

  @Test
  void oneInputChannelIsPlain() {
    GraphBuilder grey = new GraphBuilder("grey", Shape.of(5, 5, 1));
    grey.add("conv", new Op.Conv2d(new Window(3, 3, 1, ONE), 1, 8, false), Graph.INPUT);
    assertThat(grey.build().parameters().get(0).shape()).isEqualTo(Shape.of(3, 3, 1, 8));
  }

  @Test
  void batchNormListsWhatIsOn() {
    int both = builder.add("both", new Op.BatchNorm(0.9, 1e-3, true, true), Graph.INPUT);
    builder.add("none", new Op.BatchNorm(0.9, 1e-3, false, false), both);
    assertThat(builder.build().parameters())
        .extracting(ParameterInfo::path)
        .containsExactly(
            "both/gamma",
            "both/beta",
            "both/moving_mean",
            "both/moving_variance",
            "none/moving_mean",
            "none/moving_variance");
    assertThat(builder.build().parameters())
        .extracting(ParameterInfo::initializer)
        .containsExactly(
            Initializer.ONES,
            Initializer.ZEROS,
            Initializer.ZEROS,
            Initializer.ONES,
            Initializer.ZEROS,
            Initializer.ONES);
  }

  @Test
  void kernelSettingsNameTheParameters() {
    KernelSettings settings =
        new KernelSettings("sep/depthwise_kernel", "sep/bias", Initializer.GLOROT_UNIFORM);
    Op op = new Op.Conv2d(new Window(3, 3, 1, ONE), 4, 4, true);
    builder.add("sep/depthwise", op, settings, Graph.INPUT);
    assertThat(builder.build().parameters())
        .extracting(ParameterInfo::path)
        .containsExactly("sep/depthwise_kernel", "sep/bias");
    assertThat(builder.build().parameters().get(0).initializer())
        .isEqualTo(Initializer.GLOROT_UNIFORM);
  }

  @Test
  void headOfAClassifier() {
    int pooled = builder.add("pool", new Op.GlobalAvgPool(), Graph.INPUT);
    int dropped = builder.add("dropout", new Op.Dropout(0.5), pooled);
    int logits = builder.add("dense", new Op.Dense(10, true), dropped);
    builder.add("softmax", new Op.Softmax(), logits);
    Graph graph = builder.build();
    assertThat(graph.classes()).isEqualTo(10);
    assertThat(graph.parameters())
        .extracting(ParameterInfo::shape)
        .containsExactly(Shape.of(4, 10), Shape.of(10));
    assertThat(graph.parameters().get(0).fanOut()).isEqualTo(10);
  }

  @Test
  void refusesAKernelLargerThanItsInput() {
    assertThatThrownBy(
            () -> builder.add("conv", new Op.Conv2d(new Window(10, 1, 1, ONE), 1, 1, false), 0))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("conv")
        .hasMessageContaining("10x1")
        .hasMessageContaining("9x11");
  }

  @Test
  void refusesAPoolThatWouldSeePaddingOnly() {
    Op pool = new Op.MaxPool(new Window(2, 2, 1, new Padding(2, 0, 0, 0)));
    assertThatThrownBy(() -> builder.add("pool", pool, 0))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("padding smaller than the window");
  }

  @Test
  void refusesGroupsThatDoNotDivide() {
    Op op = new Op.Conv2d(new Window(1, 1, 1, Padding.NONE), 3, 6, false);
    assertThatThrownBy(() -> builder.add("conv", op, 0))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("3 groups for 4 input channels");
  }

  @Test
  void refusesToAddUnlikeShapes() {
    int pooled = builder.add("pool", new Op.GlobalAvgPool(), 0);
    assertThatThrownBy(() -> builder.add("add", new Op.Add(), 0, pooled))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("7x9x4 and 4");
  }

  @Test
  void refusesTensorsThatCannotBe() {
    Window one = new Window(1, 1, 1, Padding.NONE);
    assertThatThrownBy(() -> builder.add("conv", new Op.Conv2d(one, 1, 1 << 30, false), 0))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("7x9x1073741824");
    int flat = builder.add("flatten", new Op.Flatten(), 0);
    assertThatThrownBy(() -> builder.add("dense", new Op.Dense(1 << 28, false), flat))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("252x268435456");
    Padding huge = new Padding(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 0);
    assertThatThrownBy(
            () -> builder.add("pad", new Op.Conv2d(new Window(1, 1, 1, huge), 1, 1, false), 0))
        .isInstanceOf(InvalidNodeException.class);
  }

  @Test
  void refusesDuplicatePathsAndStaysAsItWas() {
    int relu = builder.add("relu", new Op.Relu(), 0);
    assertThatThrownBy(() -> builder.add("relu", new Op.Relu(), relu))
        .isInstanceOf(InvalidNodeException.class)
        .hasMessageContaining("relu");
    builder.add("relu_2", new Op.Relu(), relu);
    assertThat(builder.build().nodes()).extracting(Node::path).containsExactly("relu", "relu_2");
  }

  @Test
  void refusesWrongInputs() {
    assertThatThrownBy(() -> builder.add("add", new Op.Add(), 0))
        .hasMessageContaining("1 inputs; expected exactly 2");
    assertThatThrownBy(() -> builder.add("relu", new Op.Relu(), 1))
        .hasMessageContaining("input 1; expected a value from 0 to 0");
    assertThatThrownBy(() -> builder.add("dense", new Op.Dense(2, true), 0))
        .hasMessageContaining("flatten");
  }
}
