/**
 * The nearest passthrough: which real matrices come closest to what guests would share through virtual ones, within the rule that two
 * matrices share no queue. Pure functions over the AP machine and the model.
 */
@NullMarked
package io.zmdev.sim.ap.partition;

import org.jspecify.annotations.NullMarked;
