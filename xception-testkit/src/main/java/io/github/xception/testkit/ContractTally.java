package io.github.xception.testkit;

import io.github.xception.api.backend.Capability;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what came of each test of the contract, and says so in one line at the end: to the log and
 * as a JUnit report entry with the key {@code contract}.
 */
final class ContractTally implements InvocationInterceptor, AfterAllCallback {
  private static final Logger LOGGER = LoggerFactory.getLogger(BackendContract.class);

  private int passed;
  private int failed;
  private int unsupported;
  private final Set<Capability> gaps = EnumSet.noneOf(Capability.class);
  private final List<String> notApplicable = new ArrayList<>();

  // What the running test reported about itself.
  private boolean metGap;
  private boolean wasNotApplicable;

  /** Notes that the running test met a declared gap, and that it was refused as it has to be. */
  void refused(Set<Capability> missing) {
    metGap = true;
    gaps.addAll(missing);
  }

  /** Notes that the running test can show nothing here. */
  void notApplicable(String reason) {
    wasNotApplicable = true;
    notApplicable.add(reason);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    count(invocation);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    count(invocation);
  }

  private void count(Invocation<Void> invocation) throws Throwable {
    metGap = false;
    wasNotApplicable = false;
    boolean completed = false;
    try {
      invocation.proceed();
      completed = true;
    } finally {
      if (!completed) {
        failed++;
      } else if (metGap) {
        unsupported++;
      } else if (!wasNotApplicable) {
        passed++;
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    String summary = context.getDisplayName() + ": " + this;
    context.publishReportEntry("contract", summary);
    LOGGER.info("{}", summary);
  }

  @Override
  public String toString() {
    return passed
        + " passed, "
        + unsupported
        + " unsupported"
        + (gaps.isEmpty() ? "" : " " + gaps)
        + ", "
        + notApplicable.size()
        + " not applicable"
        + (notApplicable.isEmpty() ? "" : " " + notApplicable)
        + ", "
        + failed
        + " failed";
  }
}
