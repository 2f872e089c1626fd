@NullMarked
package io.github.xception.bench;

import org.jspecify.annotations.NullMarked;
