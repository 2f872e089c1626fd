/** Reads models and training configs from JSON, checks them as a whole, and writes them again. */
@NullMarked
package io.github.xception.api.json;

import org.jspecify.annotations.NullMarked;
