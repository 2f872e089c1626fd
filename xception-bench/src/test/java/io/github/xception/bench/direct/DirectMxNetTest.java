package io.github.xception.bench.direct;

import io.github.xception.bench.contender.Contender;

class DirectMxNetTest extends DirectContract {
  @Override
  Contender direct() {
    return DirectDjl.MXNET;
  }

  @Override
  String backend() {
    return "mxnet";
  }
}
