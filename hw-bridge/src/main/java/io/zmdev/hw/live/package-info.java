/**
 * Scenarios on the real kernel: a guest that makes the requests of a scenario under QEMU inside the lab, and what was seen of it.
 * Depends on the engine and on {@code io.zmdev.io}; reaches the lab through its shell command alone.
 */
@NullMarked
package io.zmdev.hw.live;

import org.jspecify.annotations.NullMarked;
