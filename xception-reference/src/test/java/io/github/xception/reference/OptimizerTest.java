package io.github.xception.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.xception.api.backend.OptimizerState;
import io.github.xception.api.graph.ParameterInfo;
import io.github.xception.api.graph.ParameterInfo.Role;
import io.github.xception.api.spec.OptimizerSpec;
import io.github.xception.api.spec.WeightDecay;
import io.github.xception.api.tensor.Initializer;
import io.github.xception.api.tensor.Shape;
import io.github.xception.api.tensor.Tensor;
import io.github.xception.api.tensor.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two steps of each rule on one kernel and one bias of a single number, both 10 at first. */
class OptimizerTest {
  private static final List<ParameterInfo> INFOS =
      List.of(scalar("kernel", Role.KERNEL), scalar("bias", Role.BIAS));

  private final Parameters parameters =
      new Parameters(INFOS, Weights.of(Map.of("kernel", tensor(10), "bias", tensor(10))));

  @Test
  void sgdAddsUpVelocity() {
    Optimizer sgd = optimizer(new OptimizerSpec.Sgd(0.5, WeightDecay.NONE));

    sgd.apply(parameters, gradients(2, 0), 0.1);
    assertThat(kernel()).isCloseTo(10 - 0.1 * 2, offset(1e-6));
    // v = 0.5·2 + 4 = 5, and the rate is that of this step.
    sgd.apply(parameters, gradients(4, 0), 0.01);
    assertThat(kernel()).isCloseTo(9.8 - 0.01 * 5, offset(1e-6));
    assertThat(slot(sgd, "v/kernel")).isEqualTo(5);
    assertThat(bias()).isEqualTo(10);
  }

  @Test
  void rmsPropHasEpsilonInsideTheRootAndTheRateInTheMomentum() {
    Optimizer rmsProp = optimizer(new OptimizerSpec.RmsProp(0.875, 0.5, 1, WeightDecay.NONE));

    // s = 0.125·8² = 8, v = 0.3·8/√(8 + 1) = 0.8
    rmsProp.apply(parameters, gradients(8, 0), 0.3);
    assertThat(kernel()).isCloseTo(9.2, offset(1e-6));
    // s = 0.875·8 + 0.125·8² = 15, v = 0.5·0.8 + 0.1·8/√(15 + 1) = 0.6
    rmsProp.apply(parameters, gradients(8, 0), 0.1);
    assertThat(kernel()).isCloseTo(8.6, offset(1e-6));
    assertThat(slot(rmsProp, "s/kernel")).isEqualTo(15);
    assertThat(slot(rmsProp, "v/kernel")).isCloseTo(0.6, offset(1e-7));
  }

  @Test
  void adamCorrectsTheBiasAndHasEpsilonOutsideTheRoot() {
    Optimizer adam = optimizer(new OptimizerSpec.Adam(0.5, 0.75, 1, WeightDecay.NONE));

    // m = 0.5·3 = 1.5, corrected 3; v = 0.25·9, corrected 9: 0.1·3/(3 + 1)
    adam.apply(parameters, gradients(3, 0), 0.1);
    assertThat(kernel()).isCloseTo(10 - 0.075, offset(1e-6));
    // m = 0.5·1.5 + 0.5·3 = 2.25, /(1 − 0.25) = 3; v = 0.75·2.25 + 2.25 = 3.9375, /0.4375 = 9
    adam.apply(parameters, gradients(3, 0), 0.2);
    assertThat(kernel()).isCloseTo(10 - 0.075 - 0.15, offset(1e-6));
    assertThat(slot(adam, "m/kernel")).isEqualTo(2.25);
    assertThat(slot(adam, "v/kernel")).isEqualTo(3.9375);
    assertThat(adam.state().step()).isEqualTo(2);
  }

  @Test
  void decoupledDecayShrinksKernelsBesideTheUpdate() {
    WeightDecay decay = new WeightDecay(WeightDecay.Kind.DECOUPLED, 0.5);
    Optimizer sgd = optimizer(new OptimizerSpec.Sgd(0, decay));

    sgd.apply(parameters, gradients(1, 1), 0.1);

    assertThat(kernel()).isCloseTo(10 * (1 - 0.1 * 0.5) - 0.1, offset(1e-6));
    assertThat(bias()).isCloseTo(10 - 0.1, offset(1e-6));
    assertThat(sgd.l2Loss(parameters)).isZero();
  }

  @Test
  void l2BelongsToTheLossAndToTheGradientOfKernels() {
    Optimizer sgd = optimizer(new OptimizerSpec.Sgd(0, new WeightDecay(WeightDecay.Kind.L2, 0.5)));
    double[] kernelGradient = {1};
    double[] biasGradient = {1};

    sgd.addL2Gradient(INFOS.get(0), parameters.values(INFOS.get(0)), kernelGradient);
    sgd.addL2Gradient(INFOS.get(1), parameters.values(INFOS.get(1)), biasGradient);

    assertThat(kernelGradient).containsExactly(1 + 0.5 * 10);
    assertThat(biasGradient).containsExactly(1);
    assertThat(sgd.l2Loss(parameters)).isEqualTo(0.5 / 2 * 100);
  }

  @Test
  void refusesAStateThatDoesNotFit() {
    Optimizer sgd = optimizer(new OptimizerSpec.Sgd(0.9, WeightDecay.NONE));
    Weights oneSlot = Weights.of(Map.of("v/kernel", tensor(1)));
    Weights wrongShape =
        Weights.of(Map.of("v/kernel", tensor(1), "v/bias", Tensor.of(Shape.of(2), 1, 1)));

    assertThatThrownBy(() -> sgd.restore(new OptimizerState(3, oneSlot)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("v/bias");
    assertThatThrownBy(() -> sgd.restore(new OptimizerState(3, wrongShape)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("v/bias: expected a tensor of shape 1, got 2");
    assertThatThrownBy(() -> sgd.restore(new OptimizerState(-1, sgd.state().slots())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThat(sgd.state().step()).isZero();
    assertThat(slot(sgd, "v/kernel")).isZero();
  }

  private static Optimizer optimizer(OptimizerSpec spec) {
    return new Optimizer(spec, INFOS);
  }

  private static ParameterInfo scalar(String path, Role role) {
    return new ParameterInfo(path, role, Shape.of(1), Initializer.ZEROS, 1, 1);
  }

  private static Tensor tensor(float value) {
    return Tensor.of(Shape.of(1), value);
  }

  private static List<double[]> gradients(double kernel, double bias) {
    return List.of(new double[] {kernel}, new double[] {bias});
  }

  private double kernel() {
    return parameters.values(INFOS.get(0))[0];
  }

  private double bias() {
    return parameters.values(INFOS.get(1))[0];
  }

  private static double slot(Optimizer optimizer, String path) {
    return optimizer.state().slots().get(path).toArray()[0];
  }
}
