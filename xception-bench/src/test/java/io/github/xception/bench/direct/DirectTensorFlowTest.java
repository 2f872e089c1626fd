package io.github.xception.bench.direct;

import io.github.xception.bench.contender.Contender;

class DirectTensorFlowTest extends DirectContract {
  @Override
  Contender direct() {
    return new DirectTensorFlow();
  }

  @Override
  String backend() {
    return "tensorflow";
  }
}
