/**
 * The report of a run: one page of HTML with curves, mistakes and a map of what the network sees.
 */
@NullMarked
package io.github.xception.train.report;

import org.jspecify.annotations.NullMarked;
