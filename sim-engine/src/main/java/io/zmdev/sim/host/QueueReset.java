package io.zmdev.sim.host;

import io.zmdev.model.ap.Apqn;

/**
 * A queue was reset and zeroized (PQAP ZAPQ): everything in it is gone.
 *
 * @param responseCode what the machine answered: 0 done, 1 not available, 3 deconfigured, 4 checkstopped
 */
public record QueueReset(Apqn apqn, int responseCode) {}
