/**
 * The regions screen: where a mediated PCI device has its regions, the way of an access through the traps, and what each way costs.
 *
 * <p>Sees no other screen.
 */
@NullMarked
package io.zmdev.app.regions;

import org.jspecify.annotations.NullMarked;
