package io.github.xception.api.spec.form;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a text that becomes part of paths, so it is short and of harmless characters. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Identifier {
  /** What such a text matches. */
  String PATTERN = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}";
}
