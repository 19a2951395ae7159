/**
 * Traces: what happened in a run, simulated or seen on a real machine, as events that can be saved, imported, exported and
 * compared.
 *
 * <p>{@link io.zmdev.sim.tracing.SimulatedTrace} makes one of any recording; {@link io.zmdev.sim.tracing.TraceKind} says what
 * kinds there are. Depends on the simulations of channel I/O and of accesses to regions, and on the diagrams. No state but that of
 * {@link io.zmdev.sim.tracing.RequestNumbers} and {@link io.zmdev.sim.tracing.Requests}, which are for one reader each; no clock, no thread, no I/O.
 */
@NullMarked
package io.zmdev.sim.tracing;

import org.jspecify.annotations.NullMarked;
