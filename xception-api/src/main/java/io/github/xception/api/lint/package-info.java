/**
 * Finds what a config allows and what spoils a training without an error: {@link
 * io.github.xception.api.lint.Linter}.
 */
@NullMarked
package io.github.xception.api.lint;

import org.jspecify.annotations.NullMarked;
