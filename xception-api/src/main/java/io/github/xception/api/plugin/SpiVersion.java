package io.github.xception.api.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which version of the interfaces here a plug-in was compiled against. It belongs on the class
 * that {@code META-INF/services} names, always as {@code @SpiVersion(SpiVersion.CURRENT)}: the
 * compiler copies the number into the class, so it stays what it was when the plug-in is run with
 * another version. It is read before anything of the plug-in is linked or run, and a plug-in of
 * another version is refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SpiVersion {
  /**
   * The version of the interfaces here. It is raised by every change that a plug-in compiled before
   * would not survive, and by no other.
   */
  int CURRENT = 1;

  /** The version that the plug-in was compiled against. */
  int value();
}
