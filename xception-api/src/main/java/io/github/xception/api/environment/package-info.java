/** What a backend finds around it before it starts, for people who want to know why it does not. */
@NullMarked
package io.github.xception.api.environment;

import org.jspecify.annotations.NullMarked;
