/**
 * The virtual matrix device of seed 004 and its open question: of all real queues that a virtual queue stands for, which one gets
 * the next request? {@link io.zmdev.sim.ap.dispatch.DispatchPolicy} is the question, each policy class one answer.
 *
 * <p>Depends on the AP architecture and the model. No kernel implements any of this but zcrypt's own dispatcher.
 */
@NullMarked
package io.zmdev.sim.ap.dispatch;

import org.jspecify.annotations.NullMarked;
