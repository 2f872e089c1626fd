package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.InferenceSession;
import io.github.xception.api.tensor.Tensor;
import java.util.Collection;
import java.util.Map;

/** An inference session that does what another does, except for what a subclass says. */
class WrappedInference implements InferenceSession {
  final InferenceSession session;

  WrappedInference(InferenceSession session) {
    this.session = session;
  }

  @Override
  public Tensor predict(Tensor images) {
    return session.predict(images);
  }

  @Override
  public Map<String, Tensor> activations(Tensor images, Collection<String> paths) {
    return session.activations(images, paths);
  }

  @Override
  public void close() {
    session.close();
  }
}
