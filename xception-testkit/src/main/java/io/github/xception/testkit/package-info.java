/** The contract that every backend has to pass, as abstract JUnit tests. */
@NullMarked
package io.github.xception.testkit;

import org.jspecify.annotations.NullMarked;
