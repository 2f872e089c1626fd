/** What a network makes of each labelled image, for reports and for embedding projectors. */
@NullMarked
package io.github.xception.train.survey;

import org.jspecify.annotations.NullMarked;
