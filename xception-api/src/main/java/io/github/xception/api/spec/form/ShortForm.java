package io.github.xception.api.spec.form;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Allows a plain value in place of an object: {@code "x"} for <code>{"name": "x"}</code>, say. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ShortForm {
  /** The component that the plain value is for. */
  String value();
}
