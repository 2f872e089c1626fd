package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.BackendProvider;
import java.util.List;

/**
 * A wrong backend, with the tests of the contract that have to find it out. To show that they fail
 * for this very reason, each names one test that passes all the same.
 *
 * @param name what is wrong with it
 * @param provider opens it
 * @param fails display names of tests that have to fail
 * @param passes display names of tests that have to pass
 */
record Mutant(String name, BackendProvider provider, List<String> fails, List<String> passes) {
  @Override
  public String toString() {
    return name;
  }
}
