package io.github.xception.testkit.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.github.xception.testkit.MemoryContract;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Who declares gaps and refuses them as the contract says passes, and the gaps are counted. */
class DeclaredGapsTest {
  @Test
  void declaredGapsPassAndAreCounted() {
    // All but the memory tests and the search for the provider, which are about no capability.
    DiscoverySelector[] selectors =
        Arrays.stream(MutantContract.class.getMethods())
            .filter(
                method ->
                    method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(TestFactory.class))
            .filter(method -> method.getDeclaringClass() != MemoryContract.class)
            .filter(method -> !method.getName().equals("providerIsFound"))
            .map(method -> selectMethod(MutantContract.class, method))
            .toArray(DiscoverySelector[]::new);
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(MutantContract.MUTANT, Mutants.HONEST_GAPS.name())
            .selectors(selectors)
            .execute();
    assertThat(results.testEvents().failed().list()).isEmpty();
    assertThat(results.testEvents().skipped().list()).isEmpty();
    List<String> reports =
        results.allEvents().reportingEntryPublished().stream()
            .map(event -> event.getRequiredPayload(ReportEntry.class))
            .map(entry -> entry.getKeyValuePairs().get("contract"))
            .toList();
    assertThat(reports)
        .singleElement()
        .asString()
        .contains(
            "[ACTIVATIONS, GROUPED_CONVOLUTION, DEPTH_MULTIPLIER, SEPARATE_GRADIENTS, BFLOAT16]",
            " 0 failed");
    assertThat(counted(reports.get(0)))
        .as("tests counted in '%s'", reports.get(0))
        .isEqualTo(results.testEvents().succeeded().count());
  }

  /** Returns the sum of the numbers in "9 passed, 2 unsupported [A], 1 not applicable [B], ...". */
  private static long counted(String report) {
    return Arrays.stream(report.replaceAll("\\[[^]]*]", "").split("\\D+"))
        .filter(digits -> !digits.isEmpty())
        .mapToLong(Long::parseLong)
        .sum();
  }
}
