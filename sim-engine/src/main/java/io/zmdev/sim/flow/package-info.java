/**
 * One channel I/O from the guest's instruction to its interruption: who does which step, over which transport, at what cost.
 *
 * <p>{@link io.zmdev.sim.flow.Simulation} turns a {@link io.zmdev.sim.flow.Scenario} into a {@link io.zmdev.sim.flow.Run}: a
 * deterministic fold without I/O, clock or thread. Depends on the other packages of {@code sim} and the model.
 */
@NullMarked
package io.zmdev.sim.flow;

import org.jspecify.annotations.NullMarked;
