package io.github.xception.testkit;

import io.github.xception.api.backend.Backend;
import io.github.xception.api.backend.BackendOptions;
import io.github.xception.api.backend.BackendProvider;
import io.github.xception.reference.ReferenceBackendProvider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * All that a backend has to do, as tests. Whoever writes a backend extends this class once, says
 * which provider it is about, and runs it with JUnit 5:
 *
 * <pre>{@code
 * class MyBackendContractTest extends BackendContract {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new MyBackendProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>A backend has every {@link io.github.xception.api.backend.Capability} unless its {@code
 * info()} says otherwise. Where it declares a gap, the same tests run and hold it to the exact
 * refusal. What passed, what is unsupported and what could not be shown on this machine is counted
 * and logged in one line at the end; no test is skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// The memory tests measure the whole process.
@Execution(ExecutionMode.SAME_THREAD)
public abstract class BackendContract
    implements OperationContract,
        NetworkContract,
        OptimizerContract,
        GradientContract,
        LabelContract,
        FreezingContract,
        ResumeContract,
        ErrorContract,
        PrecisionContract,
        LifecycleContract,
        MemoryContract {
  @RegisterExtension final ContractTally tally = new ContractTally();

  private @Nullable Subject subject;

  /** Returns a provider of the backend. */
  protected abstract BackendProvider provider();

  /** Returns how to open the backend; by default the best device and all cores. */
  protected BackendOptions options() {
    return BackendOptions.DEFAULT;
  }

  /** Returns how far it may be from the reference; by default {@link Tolerance#FLOAT32}. */
  protected Tolerance tolerance() {
    return Tolerance.FLOAT32;
  }

  @BeforeAll
  final void openBackends() {
    BackendProvider provider = provider();
    Backend reference = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
    subject =
        new Subject(provider, options(), provider.open(options()), reference, tolerance(), tally);
  }

  @AfterAll
  final void closeBackends() {
    if (subject != null) {
      subject.backend().close();
      subject.reference().close();
    }
  }

  @Override
  public final Subject subject() {
    return Objects.requireNonNull(subject, "the backend was not opened");
  }
}
