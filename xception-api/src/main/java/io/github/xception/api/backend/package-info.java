/** The service provider interface that an engine implements. */
@NullMarked
package io.github.xception.api.backend;

import org.jspecify.annotations.NullMarked;
