package io.github.xception.testkit.mutant;

import io.github.xception.api.backend.BackendProvider;
import io.github.xception.testkit.BackendContract;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The contract of the mutant that the configuration parameter {@link #MUTANT} names. Run by {@link
 * MutantTest}, never on its own.
 */
@ExtendWith(MutantContract.Resolver.class)
class MutantContract extends BackendContract {
  static final String MUTANT = "mutant";

  private final Mutant mutant;

  MutantContract(Mutant mutant) {
    this.mutant = mutant;
  }

  @Override
  protected BackendProvider provider() {
    return mutant.provider();
  }

  /** Finds the mutant. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Mutant.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Mutants.named(context.getConfigurationParameter(MUTANT).orElseThrow());
    }
  }
}
