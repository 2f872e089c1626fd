package io.github.xception.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.xception.cli.Main;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the design that a compiler cannot hold, over the main classes of every module. */
class ArchitectureTest {

  private static final String ROOT = "io.github.xception";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // What JMH generates around a benchmark.
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPackages(ROOT);

  /** Generated: nothing to hold to a style, and nothing for others than the package above. */
  private static final List<String> MESSAGES =
      List.of(ROOT + ".train.tensorboard.message", ROOT + ".onnxruntime.message");

  /** What every module may see. */
  private static final String[] COMMON = {"java..", "org.jspecify.annotations", "org.slf4j.."};

  /** Beyond itself and the above. */
  private static final Map<String, String[]> MAY_SEE =
      Map.of(
          "api", new String[] {"com.fasterxml.jackson.."},
          "data",
              new String[] {
                "io.github.xception.api..",
                "com.drew..",
                "com.fasterxml.jackson..",
                "com.twelvemonkeys..",
                "javax.imageio..",
                "org.apache.commons.compress..",
                "org.w3c.dom.."
              },
          "train",
              new String[] {
                "io.github.xception.api..",
                "com.fasterxml.jackson..",
                "com.google.protobuf..",
                "javax.imageio..",
                "org.ejml.."
              },
          "reference", new String[] {"io.github.xception.api.."},
          "testkit",
              new String[] {
                "io.github.xception.api..",
                "io.github.xception.reference..",
                "org.assertj..",
                "org.junit.jupiter.api..",
                "org.opentest4j.."
              },
          // JNA sets the C library's allocator before libtorch is loaded; DJL brings it.
          "djl", new String[] {"io.github.xception.api..", "ai.djl..", "com.sun.jna.."},
          // JavaCPP is what TensorFlow's C library is called with; its settings are protobuf.
          "tfjava",
              new String[] {
                "io.github.xception.api..",
                "com.google.protobuf..",
                "org.bytedeco.javacpp..",
                "org.tensorflow.."
              },
          "onnxruntime",
              new String[] {
                "io.github.xception.api..", "ai.onnxruntime..", "com.google.protobuf.."
              },
          "bench",
              new String[] {
                "io.github.xception.api..",
                "io.github.xception.data..",
                "io.github.xception.train..",
                "com.fasterxml.jackson..",
                "javax.imageio",
                "org.openjdk.jmh..",
                // Of the networks written directly against the engines; see below.
                "ai.djl..",
                "org.tensorflow.."
              },
          "cli",
              new String[] {
                "io.github.xception.api..",
                "io.github.xception.bench..",
                "io.github.xception.data..",
                "io.github.xception.train..",
                "com.fasterxml.jackson..",
                "com.google.inject..",
                "jakarta.inject..",
                "me.tongfei.progressbar..",
                "org.jline.utils",
                "picocli.."
              });

  static Stream<String> modules() {
    return MAY_SEE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleSeesOnlyWhatTheDesignAllows(String module) {
    String own = ROOT + "." + module + "..";
    String[] allowed =
        Stream.of(Stream.of(own), Stream.of(COMMON), Stream.of(MAY_SEE.get(module)))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(MAIN);
  }

  @Test
  void everyModuleIsHeldToTheTable() {
    Assertions.assertThat(
            MAIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .distinct())
        .containsExactlyInAnyOrderElementsOf(MAY_SEE.keySet());
  }

  @Test
  void packagesDoNotDependOnEachOtherInACircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes().should(resideInANullMarkedPackage()).check(MAIN);
  }

  @Test
  void staticFieldsAreFinal() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages(MESSAGES.toArray(String[]::new))
        .should()
        .beFinal()
        .check(MAIN);
  }

  @Test
  void theBenchSeesEnginesOnlyWhereItIsWrittenDirectlyAgainstThem() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".bench..")
        .and()
        .resideOutsideOfPackage(ROOT + ".bench.direct")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.tensorflow..")
        .check(MAIN);
  }

  @Test
  void generatedMessagesStayWithTheCodeThatWritesThem() {
    for (String messages : MESSAGES) {
      noClasses()
          .that()
          .resideOutsideOfPackages(messages.substring(0, messages.lastIndexOf('.')), messages)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(messages)
          .check(MAIN);
    }
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that(not(equivalentTo(Main.class)))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(MAIN);
  }

  @Test
  void onlyTheCommandLineWritesToStandardStreams() {
    noClasses()
        .that(not(resideInAPackage(ROOT + ".cli..")))
        .should(ACCESS_STANDARD_STREAMS)
        .check(MAIN);
  }

  @Test
  void loggingGoesThroughSlf4j() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(MAIN);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(type, marked, type.getName() + " is in such a package"));
      }
    };
  }
}
