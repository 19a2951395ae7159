/** What {@code ./zmdev bench} runs: the JMH benchmarks for their figures, own work beside peers for ratios, starts of the program. */
@NullMarked
package io.zmdev.bench;

import org.jspecify.annotations.NullMarked;
