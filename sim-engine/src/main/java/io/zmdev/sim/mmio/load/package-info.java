/**
 * What trapped accesses cost at a rate: the CPU's share for each trap path, where a vCPU is saturated, and which path breaks even
 * where.
 *
 * <p>Costs are those of the accesses as {@code sim.mmio} makes them; nothing here knows what a path costs. Everything is a function
 * of the plan and its seed.
 */
@NullMarked
package io.zmdev.sim.mmio.load;

import org.jspecify.annotations.NullMarked;
