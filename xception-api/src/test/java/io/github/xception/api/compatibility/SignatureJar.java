package io.github.xception.api.compatibility;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.AttributeInfo;
import javassist.bytecode.ClassFile;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;

/**
 * A jar of what others can see of some classes: no code, nothing private. The same classes give the
 * same bytes.
 */
final class SignatureJar {
  /** What belongs to a signature. */
  private static final Set<String> KEPT =
      Set.of(
          "AnnotationDefault",
          "ConstantValue",
          "Exceptions",
          "InnerClasses",
          "PermittedSubclasses",
          "Record",
          "RuntimeVisibleAnnotations",
          "Signature");

  private SignatureJar() {}

  /** Makes the jar of a folder of classes. */
  static byte[] of(Path classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
        ClassFile signature = read(file);
        if (isVisible(signature.getAccessFlags())) {
          strip(signature);
          JarEntry entry = new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
          entry.setTime(0);
          jar.putNextEntry(entry);
          signature.write(new DataOutputStream(jar));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static ClassFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new ClassFile(new DataInputStream(in));
    }
  }

  private static void strip(ClassFile file) {
    List<MethodInfo> methods = file.getMethods();
    methods.removeIf(method -> !isVisible(method.getAccessFlags()));
    methods.forEach(method -> strip(method.getAttributes()));
    List<FieldInfo> fields = file.getFields();
    fields.removeIf(field -> !isVisible(field.getAccessFlags()));
    fields.forEach(field -> strip(field.getAttributes()));
    strip(file.getAttributes());
    file.compact();
  }

  private static void strip(List<AttributeInfo> attributes) {
    attributes.removeIf(attribute -> !KEPT.contains(attribute.getName()));
  }

  private static boolean isVisible(int flags) {
    return AccessFlag.isPublic(flags) || AccessFlag.isProtected(flags);
  }
}
