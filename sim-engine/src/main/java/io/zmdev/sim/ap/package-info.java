/**
 * AP queues as the architecture has them: the instructions NQAP, DQAP and PQAP with their registers, queue status words and blocks
 * exact to the bit, the APQNs that a guest's CRYCB makes valid, and the cards, engines and queues that do the work.
 *
 * <p>Nothing here knows time: whoever runs the hardware decides how long a message takes. Depends on the model only. Nothing mutable
 * here is safe for use by several threads at once.
 */
@NullMarked
package io.zmdev.sim.ap;

import org.jspecify.annotations.NullMarked;
