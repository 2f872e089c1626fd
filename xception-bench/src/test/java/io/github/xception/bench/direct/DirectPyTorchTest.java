package io.github.xception.bench.direct;

import io.github.xception.bench.contender.Contender;

class DirectPyTorchTest extends DirectContract {
  @Override
  Contender direct() {
    return DirectDjl.PYTORCH;
  }

  @Override
  String backend() {
    return "pytorch";
  }
}
