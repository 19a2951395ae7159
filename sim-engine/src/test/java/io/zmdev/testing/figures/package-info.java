/** Figures: how they are measured, printed, and held against what docs/benchmarks.md promises and records. */
@NullMarked
package io.zmdev.testing.figures;

import org.jspecify.annotations.NullMarked;
