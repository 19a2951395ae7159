package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Medium;

/**
 * Where the medium of a device is kept.
 *
 * @param name of the file, beside the scenario
 * @param medium what it holds; empty when there is no file yet
 */
public record Store(String name, Medium medium) {}
