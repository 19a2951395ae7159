package io.zmdev.app.walkthrough;

import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.flow.Step;
import java.util.BitSet;
import java.util.Optional;

/**
 * The bytes that a step touched, with what stands around them in the same control block.
 *
 * @param title what it is, and where
 * @param area the name of the area that the bytes are in
 * @param offset of the first byte in the area
 * @param structure its layout, empty for plain data
 * @param bytes as they are after the step; not to be changed
 * @param touched the bytes that the step wrote, or read if it wrote none, by index
 * @param before the bytes before the step; not to be changed
 * @param previousWriter the step that wrote the first touched byte before this one
 */
@SuppressWarnings("ArrayRecordComponent")
record Block(
        String title,
        String area,
        long offset,
        Optional<Structure> structure,
        byte[] bytes,
        BitSet touched,
        byte[] before,
        Optional<Step> previousWriter) {}
