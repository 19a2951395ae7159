/**
 * The queue lab: guests that send crypto requests to a machine, through passthrough and virtual matrix devices; the simulation of it;
 * and what is asked of it: comparisons of policies, sweeps, what-if, the nearest passthrough.
 *
 * <p>Everything here is a function of the scenario and its seed. Depends on the AP architecture, the dispatch policies, the
 * simulation kernel and the model.
 */
@NullMarked
package io.zmdev.sim.ap.load;

import org.jspecify.annotations.NullMarked;
