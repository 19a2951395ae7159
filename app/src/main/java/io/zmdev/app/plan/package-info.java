/**
 * The screen Apply: desired, active and persistent side by side, the plan, what guests lose by it, making and undoing it, exports.
 *
 * <p>Everything that reaches a host runs as a job. Depends on the use cases of {@code io.zmdev.service}; knows no other screen.
 */
@NullMarked
package io.zmdev.app.plan;

import org.jspecify.annotations.NullMarked;
