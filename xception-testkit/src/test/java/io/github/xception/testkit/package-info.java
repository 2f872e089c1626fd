@NullMarked
package io.github.xception.testkit;

import org.jspecify.annotations.NullMarked;
