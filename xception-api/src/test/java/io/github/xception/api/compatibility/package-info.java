/** Holds the interfaces here to those that plug-ins were compiled against. */
@NullMarked
package io.github.xception.api.compatibility;

import org.jspecify.annotations.NullMarked;
