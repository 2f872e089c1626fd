@NullMarked
package io.github.xception.tfjava;

import org.jspecify.annotations.NullMarked;
