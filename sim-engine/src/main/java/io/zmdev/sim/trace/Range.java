package io.zmdev.sim.trace;

/**
 * Bytes that a step read.
 *
 * @param area the name of the area
 * @param offset of the first byte in the area
 * @param length in bytes
 */
public record Range(String area, long offset, int length) {}
