package io.github.xception.testkit.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract rejects every wrong backend, by the tests that are about what is wrong. */
class MutantTest {
  static List<Mutant> mutants() {
    return Mutants.ALL;
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void isRejected(Mutant mutant) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(MutantContract.MUTANT, mutant.name())
            .selectors(selectors(mutant))
            .execute()
            .testEvents();
    assertThat(names(tests.failed())).containsAll(mutant.fails());
    assertThat(names(tests.succeeded())).containsAll(mutant.passes());
  }

  private static List<String> names(Events events) {
    return events.stream().map(Event::getTestDescriptor).map(d -> d.getDisplayName()).toList();
  }

  /** Returns the methods that the mutant's tests come from. */
  private static DiscoverySelector[] selectors(Mutant mutant) {
    return Stream.concat(mutant.fails().stream(), mutant.passes().stream())
        .map(MutantTest::method)
        .distinct()
        .map(method -> selectMethod(MutantContract.class, method))
        .toArray(DiscoverySelector[]::new);
  }

  private static Method method(String displayName) {
    String name = displayName.replaceAll("[:(].*", "");
    // "resume from the reference" is the display name of what resumeFromTheReference() gives.
    String camelCase =
        Arrays.stream(name.split(" "))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .reduce("", String::concat);
    return Arrays.stream(MutantContract.class.getMethods())
        .filter(method -> method.getName().equalsIgnoreCase(camelCase))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no test called '" + displayName + "'"));
  }
}
