package io.github.xception.api.spec.form;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values that a number may have. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /** The smallest value. */
  double min();

  /** The largest value. */
  double max();

  /** Whether the smallest value itself is not allowed. */
  boolean minExclusive() default false;

  /** Whether the largest value itself is not allowed. */
  boolean maxExclusive() default false;
}
