package io.github.xception.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xception.api.plugin.SpiVersion;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiAnnotation;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiImplementedInterface;
import japicmp.model.JApiMethod;
import japicmp.model.JApiSuperclass;
import japicmp.output.Filter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What was compiled against the baseline runs with the classes here, and would compile against
 * them. The records of the config language are left out, but for those that an engine gets: they
 * change with every option, and it is the shipped schema that holds them.
 */
class CompatibilityTest {
  /** Renews the baseline. */
  private static final boolean UPDATE = Boolean.getBoolean("xception.update");

  private static final Path BASELINE = Path.of("baseline/xception-api.jar");

  /** Packages of what plug-ins implement, are given and call. */
  private static final String OF_PLUGINS =
      "io\\.github\\.xception\\.api\\."
          + "((backend|data|environment|export|graph|plugin|tensor)\\..*"
          + "|spec\\.(OptimizerSpec|Precision|WeightDecay)\\b.*)";

  private static final String CONFIG_LANGUAGE = "io\\.github\\.xception\\.api\\.spec\\..*";

  @Test
  void nothingThatOthersUseIsBrokenUnintended() throws Exception {
    byte[] here = SignatureJar.of(Path.of("target/classes"));
    if (UPDATE) {
      renew(here);
    }
    byte[] baseline = Files.readAllBytes(BASELINE);

    assertThat(breaks(baseline, here, ".*"))
        .as(
            "What no longer fits those who compiled against %s.%nIf it need not be, mend that. If"
                + " it has to be: where a plug-in is concerned (%s), raise SpiVersion.CURRENT,"
                + " which refuses those that are there already; then renew the baseline by%n"
                + "    mvn -pl xception-api test -Dtest=CompatibilityTest -Dxception.update=true",
            BASELINE, OF_PLUGINS)
        .isEmpty();
    assertThat(version(baseline))
        .as("SpiVersion.CURRENT of the baseline: renew it, as above, when the version is raised")
        .isEqualTo(SpiVersion.CURRENT);
  }

  /** Replaces the baseline, unless plug-ins would break without being told. */
  private static void renew(byte[] here) throws Exception {
    if (Files.exists(BASELINE)) {
      byte[] baseline = Files.readAllBytes(BASELINE);
      List<String> breaks = breaks(baseline, here, OF_PLUGINS);
      if (version(baseline) == SpiVersion.CURRENT) {
        assertThat(breaks)
            .as(
                "What breaks plug-ins. The baseline is not renewed unless SpiVersion.CURRENT, now"
                    + " %d, is raised",
                SpiVersion.CURRENT)
            .isEmpty();
      }
    }
    Files.createDirectories(BASELINE.getParent());
    Files.write(BASELINE, here);
  }

  /** Compares what the names of classes match. */
  private static List<String> breaks(byte[] before, byte[] after, String classes) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    // Of libraries only the names matter here.
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    List<JApiClass> compared =
        new JarArchiveComparator(options)
            .compare(
                new JApiCmpArchive(before, "before", "baseline"),
                new JApiCmpArchive(after, "after", "here"));
    compared.removeIf(
        each -> {
          String name = each.getFullyQualifiedName();
          return !name.matches(classes)
              || (name.matches(CONFIG_LANGUAGE) && !name.matches(OF_PLUGINS));
        });
    Breaks breaks = new Breaks();
    Filter.filter(compared, breaks);
    return breaks.found;
  }

  /** Returns the version that is in a jar of signatures. */
  private static int version(byte[] jar) throws Exception {
    Path file = Files.createTempFile("signatures", ".jar");
    try {
      Files.write(file, jar);
      // An annotation has no code, so its signature is all of it.
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
        return loader.loadClass(SpiVersion.class.getName()).getField("CURRENT").getInt(null);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** Collects what is not compatible. */
  private static final class Breaks implements Filter.FilterVisitor {
    private final List<String> found = new ArrayList<>();

    private void add(String what, JApiCompatibility compatibility) {
      compatibility.getCompatibilityChanges().stream()
          .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
          .map(change -> what + " " + change.getType())
          .filter(each -> !found.contains(each))
          .forEach(found::add);
    }

    @Override
    public void visit(Iterator<JApiClass> all, JApiClass each) {
      add(each.getFullyQualifiedName(), each);
    }

    @Override
    public void visit(Iterator<JApiMethod> all, JApiMethod each) {
      add(each.getjApiClass().getFullyQualifiedName() + "." + each.getName(), each);
    }

    @Override
    public void visit(Iterator<JApiConstructor> all, JApiConstructor each) {
      add(each.getjApiClass().getFullyQualifiedName() + "." + each.getName(), each);
    }

    @Override
    public void visit(Iterator<JApiImplementedInterface> all, JApiImplementedInterface each) {
      add(each.getFullyQualifiedName(), each);
    }

    @Override
    public void visit(Iterator<JApiField> all, JApiField each) {
      add(each.getjApiClass().getFullyQualifiedName() + "." + each.getName(), each);
    }

    @Override
    public void visit(Iterator<JApiAnnotation> all, JApiAnnotation each) {
      // Says something about the code, and breaks nobody's.
    }

    @Override
    public void visit(JApiSuperclass each) {
      add(each.getJApiClassOwning().getFullyQualifiedName(), each);
    }
  }
}
