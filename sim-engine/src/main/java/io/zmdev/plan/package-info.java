/**
 * From a machine as it was observed and a desired configuration to a plan: ordered steps, each with precondition, operations,
 * inverse and expected read-back, and the files that keep it over a reboot. Also what changed between two looks at a machine, and why.
 *
 * <p>Pure: depends on the model and the rules, reads and writes nothing. Immutable results, safe to call from any thread.
 */
@NullMarked
package io.zmdev.plan;

import org.jspecify.annotations.NullMarked;
