/** What people write: a model as a declarative list of layers, read from JSON and validated. */
@NullMarked
package io.github.xception.api.spec;

import org.jspecify.annotations.NullMarked;
